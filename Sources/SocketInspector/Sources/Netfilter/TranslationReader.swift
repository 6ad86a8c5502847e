/// Reads the connections whose addresses the kernel translates, over netlink or from `/proc/net/nf_conntrack`. Both need
/// privileges: CAP_NET_ADMIN for netlink, root for the file.
struct TranslationReader {
  /// What was read.
  struct Result {
    /// In their order, each once.
    let translations: [AddressTranslation]
    let source: RowSource
    let issues: [Issue]
  }

  private static let name = "NAT translations over netlink"
  /// The names of the file: the second is that of kernels before 4.9.
  private static let files = ["nf_conntrack", "ip_conntrack"]

  private let tree: ProcFileSystem

  init(_ tree: ProcFileSystem) { self.tree = tree }

  /// - Parameter preference: Where to read from. A tree that was given is read in any case.
  /// - Throws: ``SystemError`` if there is no source that this process may read.
  func read(_ preference: SourcePreference) throws(SystemError) -> Result {
    if tree.isGiven || preference == .procfs { return try readFile() }
    do throws(SystemError) {
      var reader = try NetfilterReader(Self.name)
      let found = try reader.items(of: .connections, ConntrackMessage.parse)
      return Result(translations: Self.translations(found), source: .netlink, issues: [])
    } catch {
      if preference == .netlink { throw error }
      if let result = try? readFile() { return result }
      throw error
    }
  }

  private func readFile() throws(SystemError) -> Result {
    let directories = try ProcNetDirectories(tree)
    var lines = LineReader(try open(in: directories))
    var buffer = [UInt8](repeating: 0, count: LineReader.longestLine)
    var found: [AddressTranslation] = []
    var malformed = MalformedLines()
    malformed.path = lines.path
    var number = 0
    try lines.forEachLine(buffer: &buffer) { line, _, _ in
      number += 1
      do throws(ParseError) {
        found.append(try ConntrackLine.parse(line))
      } catch {
        malformed.add(error, line: number)
      }
      return true
    }
    return Result(
      translations: Self.translations(found), source: .procfs,
      issues: malformed.issue.map { [$0] } ?? [])
  }

  private func open(in directories: ProcNetDirectories) throws(SystemError) -> FileDescriptor {
    do throws(SystemError) {
      return try directories.open(Self.files[0])
    } catch {
      if error.isGone, let file = try? directories.open(Self.files[1]) { return file }
      throw error
    }
  }

  /// The connections of which an end is translated. The kernel may repeat some while the table changes.
  private static func translations(_ found: [AddressTranslation]) -> [AddressTranslation] {
    var seen: Set<[AddressTranslation.Ends]> = []
    return found.filter { $0.kind != nil }.sorted().filter { translation in
      seen.insert([translation.original, translation.reply]).inserted
    }
  }
}
