import SocketInspector

/// A process that a signal is meant for.
struct SignalTarget {
  let process: ProcessIdentity
  /// With name and command line.
  let details: ProcessDetails
  /// The name of its user, or the UID of one without a name; nil if it is unknown.
  let user: String?
  /// Its descriptors of the sockets because of which it is signaled.
  let descriptors: [SocketDescriptor]
  /// These sockets.
  let sockets: [SocketEntry]
  /// What will start it again.
  let supervisor: Supervisor?

  var pid: Int32 { process.pid }

  /// `4021 node`; not made harmless.
  var name: String { "\(pid) \(details.name ?? "?")" }

  /// `4021 node (/usr/bin/node server.js), user alice`; not made harmless.
  var title: String {
    let longest = 120
    var command = details.commandLine ?? ""
    if command.count > longest { command = command.prefix(longest - 3) + "..." }
    return name + (command.isEmpty ? "" : " (\(command))") + (user.map { ", user \($0)" } ?? "")
  }

  /// `tcp 0.0.0.0:3000, tcp [::]:3000`
  var socketList: String {
    sockets.map { "\($0.table.rawValue) \($0.local)" }.unique.joined(separator: ", ")
  }
}
