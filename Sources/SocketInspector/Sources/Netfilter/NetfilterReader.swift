/// Reads lists of the kernel's packet filter over netlink, in the network namespace of the calling thread.
struct NetfilterReader: ~Copyable {
  private let socket: NetlinkSocket
  private let name: String
  /// Begins at random, so that the sequence numbers of replies cannot be guessed.
  private var sequence = UInt32.random(in: .min ... .max)
  private var buffer = [UInt8](repeating: 0, count: NetlinkSocket.maxPartSize)
  /// How often a list is read if it changes while it is read.
  private static let mostPasses = 8

  /// - Parameter name: The name for error messages: what is read.
  /// - Throws: ``SystemError`` with `read` if the kernel or a sandbox does not allow it.
  init(_ name: String) throws(SystemError) {
    socket = try NetlinkSocket(.netfilter, readingFrom: name)
    self.name = name
  }

  /// Reads a list, again if it changed in the meantime, as far as the kernel reports that.
  ///
  /// - Parameter body: Receives the payload of each item; returns false if it is malformed.
  /// - Returns: The items.
  /// - Throws: ``SystemError`` with `read` if the kernel refuses or the response is malformed.
  mutating func items<Item>(
    of list: NetfilterRequest.List, _ parse: (Span<UInt8>) -> Item?
  ) throws(SystemError) -> [Item] {
    try items(parse) { NetfilterRequest.bytes(list, sequence: $0) }
  }

  /// Reads the elements of a set of nftables.
  ///
  /// - Throws: ``SystemError`` with `read`.
  mutating func items(of set: FilterSet.Key) throws(SystemError) -> [FilterSet.Item] {
    try items({ FilterSet.items($0) }) {
      // NFTA_SET_ELEM_LIST_TABLE, NFTA_SET_ELEM_LIST_SET
      NetfilterRequest.bytes(.elements, family: set.family, [set.table, set.name], sequence: $0)
    }.flatMap(\.self)
  }

  private mutating func items<Item>(
    _ parse: (Span<UInt8>) -> Item?, _ request: (UInt32) -> [UInt8]
  ) throws(SystemError) -> [Item] {
    for _ in 0..<Self.mostPasses {
      var items: [Item] = []
      if try read(request, { payload in parse(payload).map { items.append($0) } != nil }) {
        return items
      }
    }
    throw socket.error(SystemError.tryAgain)
  }

  /// - Returns: Whether the list did not change while it was read.
  private mutating func read(
    _ request: (UInt32) -> [UInt8], _ body: (Span<UInt8>) -> Bool
  ) throws(SystemError) -> Bool {
    sequence &+= 1
    try socket.send(request(sequence))
    let response = NetlinkResponse(sequence: sequence)
    var isConsistent = true
    while true {
      for part in try socket.receive(into: &buffer) {
        let bytes = buffer.span.extracting(part)
        if bytes.isInterruptedDump { isConsistent = false }
        switch response.read(bytes, body) {
        case .more: break
        case .complete: return isConsistent
        case .refused(let code): throw socket.error(code)
        case .malformed: throw socket.malformedResponse
        }
      }
    }
  }
}

extension Span<UInt8> {
  /// Whether the first message of a part has the flag NLM_F_DUMP_INTR: the list changed between two parts, so items may
  /// be missing.
  fileprivate var isInterruptedDump: Bool {
    count >= NetlinkResponse.headLength && native16(at: 6) & 0x10 != 0
  }
}
