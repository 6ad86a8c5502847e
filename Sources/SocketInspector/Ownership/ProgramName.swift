/// The readable name of a program.
///
/// The kernel's name of a process (`comm`) has at most 15 bytes (`TASK_COMM_LEN` in `include/linux/sched.h`), and
/// is the name of the process's first thread, which some language runtimes change. A name that the program
/// chose for itself stays.
enum ProgramName {
  /// The length of a name that the kernel may have cut off.
  private static let longestName = 15
  /// The number of arguments among which the path of a script is searched: the interpreter, one option of the
  /// `#!` line (execve(2), "Interpreter scripts"), and the script.
  private static let argumentCount = 3

  /// Names that runtimes give to the first thread of a process, whatever the program is.
  static let threadNames: [StaticString] = [
    "MainThread",  // Node.js: nodejs/node#56416
    "node-MainThread",  // Node.js: nodejs/node#61307
    "Domain0",  // OCaml 5: ocaml/ocaml#11090
    "GeckoMain",  // Firefox and Thunderbird: ocaml/ocaml#11090 shows it in top(1)
    "ConsoleHost mai",  // PowerShell: dotnet/runtime#33673
  ]

  /// Whether a name may be another than the program's, so that more has to be read.
  static func mayDiffer(_ name: [UInt8]) -> Bool {
    name.count == longestName || isThreadName(name)
  }

  /// The readable name of a process.
  ///
  /// - Parameters:
  ///   - name: The kernel's name.
  ///   - executable: Reads the path of the executable; not called unless it is needed.
  ///   - arguments: Reads the command line; not called unless it is needed.
  static func name(
    _ name: [UInt8], executable: () -> [UInt8]?, arguments: () -> [[UInt8]]
  ) -> [UInt8] {
    if !mayDiffer(name) { return name }
    let file = executable().map { $0.withoutDeletedMark.baseName } ?? []
    if isThreadName(name) { return file.isEmpty ? name : file }
    if isBeginning(name, of: file) { return file }
    let script = arguments().prefix(argumentCount).lazy.map(\.baseName).first {
      isBeginning(name, of: $0)
    }
    return script ?? name
  }

  private static func isThreadName(_ name: [UInt8]) -> Bool {
    threadNames.contains { $0.description.utf8.elementsEqual(name) }
  }

  private static func isBeginning(_ name: [UInt8], of file: [UInt8]) -> Bool {
    name.count == longestName && file.starts(with: name)
  }
}
