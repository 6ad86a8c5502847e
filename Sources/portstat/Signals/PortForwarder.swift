import SocketInspector

/// A program that listens on a port of the machine for a container. Ending it leaves the container running
/// without its port, and the container engine does not notice.
struct PortForwarder: Equatable {
  /// The name of the program: `docker-proxy`.
  let program: String
  /// The end in the container, such as `172.17.0.2:80`, or the name of the container; nil if the command line
  /// does not show it.
  let target: String?

  /// The programs, by the names of their files.
  private static let programs: Set<String> = [
    "docker-proxy",  // Docker
    "dockerd",  // Docker without docker-proxy: binds published ports itself
    "conmon",  // Podman as root: keeps the ports bound, the firewall forwards
    "rootlessport", "rootlessport-child", "rootlesskit",  // rootless Podman, Docker and nerdctl
    "slirp4netns", "pasta", "pasta.avx2", "passt", "passt.avx2",  // rootless Podman
    "gvproxy", "vpnkit", "com.docker.backend",  // Podman machine, Docker Desktop
  ]

  /// The proxies of LXD and Incus are subcommands: `lxd forkproxy`.
  private static let managers: Set<String> = ["lxd", "incusd"]

  /// - Parameter process: A process with its name, its executable if it can be read, and its command line.
  /// - Returns: nil if it is not a port forwarder.
  init?(_ process: ProcessDetails) {
    let command = process.command ?? []
    let names = [
      process.executableBytes, process.nameBytes, process.commandBytes?.first,
    ].compactMap { $0.map { String(decoding: $0.withoutDeletedMark.baseName, as: UTF8.self) } }
    if let program = names.first(where: Self.programs.contains) {
      self.program = program
      target =
        program == "conmon"
        ? Self.value(of: "n", in: command) ?? Self.value(of: "name", in: command)
        : Self.target(command)
    } else if let manager = names.first(where: Self.managers.contains),
      command.dropFirst().first == "forkproxy"
    {
      program = "\(manager) forkproxy"
      target = nil
    } else {
      return nil
    }
  }

  /// The address and port in the container, from the options of docker-proxy:
  /// `-container-ip 172.17.0.2 -container-port 80`.
  private static func target(_ command: [String]) -> String? {
    guard let address = value(of: "container-ip", in: command) else { return nil }
    let host = address.contains(":") ? "[\(address)]" : address
    return value(of: "container-port", in: command).map { "\(host):\($0)" } ?? host
  }

  /// The value of an option as Go's flag package accepts it, and GLib's among others: `-name value`, `--name value`, `-name=value`.
  private static func value(of name: String, in command: [String]) -> String? {
    for (index, word) in command.enumerated() where word.hasPrefix("-") {
      let option = word.drop { $0 == "-" }
      if option == name { return index + 1 < command.count ? command[index + 1] : nil }
      if option.hasPrefix("\(name)=") { return String(option.dropFirst(name.count + 1)) }
    }
    return nil
  }
}
