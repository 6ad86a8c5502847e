/// A pod, as the path of a control group names it: containers that share a network namespace.
public struct Pod: Hashable, Sendable {
  /// For Kubernetes the UID, such as `f3b1…-…`, or 32 hexadecimal digits for a static pod; for Podman the ID, 64
  /// hexadecimal digits.
  public let idBytes: [UInt8]
  /// The name, for Kubernetes as `NAMESPACE/NAME`; nil if it was not found. Any bytes.
  public internal(set) var nameBytes: [UInt8]?

  /// The name; else the ID, of which only the first 12 digits if it has 64.
  public var labelBytes: [UInt8] {
    nameBytes ?? (idBytes.count == 64 ? Array(idBytes.prefix(Container.shortLength)) : idBytes)
  }

  /// ``idBytes`` as text.
  public var id: String { String(decoding: idBytes, as: UTF8.self) }
  /// ``nameBytes`` as text: bytes that are not UTF-8 become U+FFFD.
  public var name: String? { nameBytes.map { String(decoding: $0, as: UTF8.self) } }
}
