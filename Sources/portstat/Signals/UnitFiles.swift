/// The unit files of systemd on this machine. systemd itself is not asked.
struct UnitFiles {
  /// The directory that contains `/etc`, `/run` and `/usr`: `/`, or a copy.
  let root: String

  init(root: String = "/") {
    self.root = root.hasSuffix("/") ? root : root + "/"
  }

  /// Where unit files are searched, in descending priority: systemd.unit(5), "UNIT FILE LOAD PATH".
  /// User units in home directories are not included.
  private static let systemFolders = [
    "etc/systemd/system.control", "run/systemd/system.control", "run/systemd/transient",
    "run/systemd/generator.early", "etc/systemd/system", "etc/systemd/system.attached",
    "run/systemd/system", "run/systemd/system.attached", "run/systemd/generator",
    "usr/local/lib/systemd/system", "usr/lib/systemd/system", "lib/systemd/system",
    "run/systemd/generator.late",
  ]

  private static let userFolders = [
    "etc/systemd/user", "run/systemd/user", "usr/local/share/systemd/user",
    "usr/share/systemd/user", "usr/local/lib/systemd/user", "usr/lib/systemd/user",
  ]

  /// The restart policy of a service.
  ///
  /// - Parameters:
  ///   - unit: The name of the unit, such as `nginx.service` or `getty@tty1.service`.
  ///   - isUserUnit: Whether a user's instance of systemd manages it.
  /// - Returns: nil if the unit file is not found or cannot be read.
  func restartPolicy(of unit: String, isUserUnit: Bool) -> RestartPolicy? {
    let folders = (isUserUnit ? Self.userFolders : Self.systemFolders).map { root + $0 }
    var names = [unit]
    // An instance of a template: name@instance.service uses name@.service.
    if let at = unit.firstIndex(of: "@") { names.append(unit[...at] + ".service") }
    let paths = names.lazy.flatMap { name in folders.map { "\($0)/\(name)" } }
    guard let main = paths.compactMap({ TextFile.contents($0) }).first else { return nil }
    return UnitFile.restartPolicy(in: [main] + dropIns(for: names, in: folders))
  }

  /// The contents of the drop-ins, `NAME.service.d/*.conf`, those of all units whose names begin alike, and
  /// those of all services, `service.d/*.conf`, in the order in which systemd reads them: by file name. One with
  /// a higher priority hides others of the same name.
  private func dropIns(for names: [String], in folders: [String]) -> [[UInt8]] {
    var paths: [String: String] = [:]
    for name in names + names.flatMap(Self.shortenedNames) + ["service"] {
      for folder in folders {
        for file in TextFile.names(in: "\(folder)/\(name).d")
        where file.hasSuffix(".conf") && paths[file] == nil {
          paths[file] = "\(folder)/\(name).d/\(file)"
        }
      }
    }
    return paths.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .compactMap { TextFile.contents($0.value) }
  }

  /// `foo-bar-.service` and `foo-.service` for `foo-bar-baz.service`: systemd.unit(5).
  private static func shortenedNames(of unit: String) -> [String] {
    guard let end = unit.firstIndex(of: "@") ?? unit.lastIndex(of: ".") else { return [] }
    let prefix = unit[..<end]
    return prefix.indices.reversed().compactMap { index in
      let part = prefix[...index]
      return part.last == "-" && part.count < prefix.count ? String(part + unit[end...]) : nil
    }
  }
}
