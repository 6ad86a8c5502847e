/// A container, as the path of a control group names it.
public struct Container: Hashable, Sendable {
  /// The program that runs containers.
  public enum Runtime: String, CaseIterable, Sendable {
    case docker
    case containerd
    case crio = "cri-o"
    case podman
    case nerdctl
    case runc
    case lxc
    case nspawn
    case libvirt
  }

  /// The number of digits of ``id`` that tools show.
  static let shortLength = 12

  /// The ID, 64 hexadecimal digits; nil for containers that are known by name only.
  public let idBytes: [UInt8]?
  /// The program that runs it; nil if the path does not tell.
  public let runtime: Runtime?
  /// The name; nil if it was not found. Any bytes.
  public internal(set) var nameBytes: [UInt8]?

  /// The name, or the first 12 digits of the ID.
  public var labelBytes: [UInt8] {
    nameBytes ?? idBytes.map { Array($0.prefix(Self.shortLength)) } ?? []
  }

  /// ``idBytes`` as text.
  public var id: String? { idBytes.map { String(decoding: $0, as: UTF8.self) } }
  /// ``nameBytes`` as text: bytes that are not UTF-8 become U+FFFD.
  public var name: String? { nameBytes.map { String(decoding: $0, as: UTF8.self) } }
}
