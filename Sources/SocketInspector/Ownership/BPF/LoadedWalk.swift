/// A loaded ``DescriptorWalkProgram``, and what it needs.
final class LoadedWalk: Sendable {
  private typealias Map = DescriptorWalkProgram.Map

  private let socket: FileDescriptor
  private let map: BPFMap
  private let iterator: BPFTaskIterator
  let capacity: Int

  /// - Parameter capacity: The number of records that there is room for.
  init(_ layout: KernelLayout, capacity: Int) throws(BPFError) {
    self.capacity = capacity
    do throws(SystemError) {
      let socket = try FileDescriptor.unusedSocket()
      let map = try BPFMap(size: Int(Map.records) + capacity * Map.recordSize)
      map.set(UInt64(socket.number), at: Int(Map.ownSocket))
      let program = DescriptorWalkProgram(
        layout, map: map.number, capacity: Int32(clamping: capacity))
      // The program is too short for a jump that is too far.
      iterator = try BPFTaskIterator(
        (try? program.assemble()) ?? [], attachedTo: layout.iterator)
      self.socket = socket
      self.map = map
    } catch {
      throw .refused(error)
    }
  }

  /// - Returns: The number of records, which may exceed the capacity.
  func run(_ inodes: ClosedRange<UInt64>) throws(BPFError) -> Int {
    map.set(0, at: Int(Map.count))
    map.set(0, at: Int(Map.isExhausted))
    map.set(inodes.lowerBound, at: Int(Map.lowest))
    map.set(inodes.upperBound, at: Int(Map.highest))
    do throws(SystemError) {
      try iterator.run()
    } catch {
      throw .refused(error)
    }
    guard map.number(at: Int(Map.isExhausted)) == 0, let count = map.number(at: Int(Map.count)),
      count < Int32.max
    else { throw .tooManyDescriptors }
    return Int(count)
  }

  func records(_ count: Int) -> WalkedTables {
    WalkedTables(map.numbers(2 * count, at: Int(DescriptorWalkProgram.Map.records)))
  }
}
