/// The files in which nerdctl keeps the names of containers. Only root may read them, or the user who runs the
/// containers.
enum NerdctlNames {
  /// The maximum number of files that are read.
  private static let mostFiles = 4096

  /// The names by the IDs of the containers.
  ///
  /// - Parameter folder: nerdctl's data, such as `/var/lib/nerdctl`.
  static func names(in folder: String) -> [[UInt8]: [UInt8]] {
    var names: [[UInt8]: [UInt8]] = [:]
    var room = mostFiles
    for server in list(folder) {
      for namespace in list("\(folder)/\(server)/names") {
        let files = "\(folder)/\(server)/names/\(namespace)"
        for name in list(files).prefix(room) {
          room -= 1
          guard let id = try? Directory(files).contents(ofRegularFile: name, limit: 65) else {
            continue
          }
          names[Array(id.prefix { $0 != UInt8(ascii: "\n") })] = Array(name.utf8)
        }
      }
    }
    return names
  }

  private static func list(_ folder: String) -> [String] {
    ((try? Directory(folder).names()) ?? []).map { String(decoding: $0, as: UTF8.self) }.sorted()
  }
}
