extension ProcFileSystem {
  /// The UID that stands for users without a number in the user namespace of the reader, so that it does not
  /// name a user: 65534, the default of `sys/kernel/overflowuid`. nil if the namespace maps every UID, as the
  /// initial one does (user_namespaces(7)).
  var unmappedUserID: UInt32? {
    guard let map = try? root.contents(of: "self/uid_map", limit: 65_536) else { return nil }
    return map.span.mapsEveryUserID ? nil : 65_534
  }
}

extension Span<UInt8> {
  /// Whether `/proc/PID/uid_map` covers all UIDs from 0 to 4,294,967,294: lines of the first number inside the
  /// namespace, the first number outside, and the length.
  var mapsEveryUserID: Bool {
    var covered: UInt64 = 0
    var position = 0
    while position < count {
      guard skipField(&position), skipField(&position) else { break }
      skipBlanks(&position)
      guard let length = decimal(&position) else { return false }
      covered = covered.addingReportingOverflow(length).partialValue
      while position < count, self[position] != UInt8(ascii: "\n") { position += 1 }
      position += 1
    }
    return covered >= UInt64(UInt32.max)
  }
}
