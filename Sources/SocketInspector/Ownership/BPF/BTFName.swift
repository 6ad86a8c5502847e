/// The name of a type in ``BTFTypes``.
struct BTFName: Hashable, Sendable {
  /// The kinds of types that are looked up by name: `BTF_KIND_…` in `include/uapi/linux/btf.h`.
  enum Kind: UInt32, Sendable {
    case structure = 4
    case function = 12
  }

  let kind: Kind
  let text: String

  static func structure(_ text: String) -> BTFName { BTFName(kind: .structure, text: text) }
  static func function(_ text: String) -> BTFName { BTFName(kind: .function, text: text) }
}
