/// Reads tables over netlink, from the kernel itself.
struct InetDiagSource: SocketSource {
  static let kind = RowSource.netlink

  let kernelReportsOrphanUID: Bool

  func read(
    _ request: TableRequest, buffer: inout [UInt8], into sink: inout SocketSink
  ) throws(SystemError) {
    var reader = try InetDiagReader(request, kernelReportsOrphanUID: kernelReportsOrphanUID)
    let plan = InetDiagPlan(
      request.filter, request.table,
      separatesListeners: request.requirements.contains(.listenerDrops))
    if try !reader.read(plan, buffer: &buffer, into: &sink) {
      sink.issues.append(
        .unsettledTable(request.table.rawValue, passes: SocketSink.mostPasses))
    }
  }
}
