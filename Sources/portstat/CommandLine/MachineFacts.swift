import SocketInspector

/// What the parser may find out about the machine to suggest something for an invalid word.
struct MachineFacts: Sendable {
  /// Whether a process with a PID exists in a proc tree, given by its path.
  var hasProcess: @Sendable (_ pid: Int32, _ procPath: String) -> Bool
  /// Whether a process with a name, or with an executable of that name, runs in a proc tree.
  var isRunning: @Sendable (_ name: String, _ procPath: String) -> Bool
  /// Whether the name of a running process begins with a text.
  var runsProcess: @Sendable (_ beginning: String, _ procPath: String) -> Bool = { _, _ in false }
  /// Whether a user exists.
  var hasUser: @Sendable (_ name: String) -> Bool
  /// Whether a network interface exists.
  var hasInterface: @Sendable (_ name: String) -> Bool = { _ in false }

  /// Finds nothing and reads nothing, as is needed while a user types into the live filter.
  static let none = MachineFacts(
    hasProcess: { _, _ in false }, isRunning: { _, _ in false }, hasUser: { _ in false })

  /// Reads the proc tree and the user database.
  static let current = MachineFacts(
    hasProcess: { pid, path in (try? ProcFileSystem(path))?.hasProcess(pid) ?? false },
    isRunning: { name, path in
      (try? ProcFileSystem(path))?.hasProcess(named: Array(name.utf8)) ?? false
    },
    runsProcess: { beginning, path in
      let names = (try? ProcFileSystem(path))?.processNames() ?? []
      return names.contains { $0.names.contains { $0.starts(with: beginning.utf8) } }
    },
    hasUser: { UserNames.userID(of: $0) != nil },
    hasInterface: { !$0.isDecimal && InterfaceNames.index(of: $0) != nil })
}
