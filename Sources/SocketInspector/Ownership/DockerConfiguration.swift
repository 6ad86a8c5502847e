/// The file in which Docker keeps what it knows about a container: `config.v2.json`.
enum DockerConfiguration {
  /// The name of the container: the value of `Name` in the outermost object, without the slash that it begins with.
  static func name(in json: [UInt8]) -> [UInt8]? {
    var depth = 0
    var key: ArraySlice<UInt8>?
    var last: ArraySlice<UInt8> = []
    var index = 0
    while index < json.count {
      switch json[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ":") where depth == 1: key = last
      case UInt8(ascii: ",") where depth == 1: key = nil
      case UInt8(ascii: "\""):
        guard let end = endOfString(json, from: index + 1) else { return nil }
        last = json[(index + 1)..<end]
        if depth == 1, let key, key.elementsEqual("Name".utf8) {
          let name = last.first == UInt8(ascii: "/") ? last.dropFirst() : last
          return name.isEmpty || name.contains(UInt8(ascii: "\\")) ? nil : Array(name)
        }
        index = end
      default: break
      }
      index += 1
    }
    return nil
  }

  /// The index of the quote that ends a string.
  private static func endOfString(_ json: [UInt8], from start: Int) -> Int? {
    var index = start
    while index < json.count, json[index] != UInt8(ascii: "\"") {
      index += json[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    return index < json.count ? index : nil
  }
}
