/// A program that listens on a port of the machine for a container. Ending it leaves the container running
/// without its port, and the container engine does not notice.
package struct PortForwarder: Equatable, Sendable {
  /// The name of the program: `docker-proxy`.
  package let program: String
  /// The end in the container, such as `172.17.0.2:80`, or the name of the container; nil if the command line
  /// does not show it.
  package let target: String?
  /// What it forwards, as far as the command line shows that.
  package let mappings: [PortMapping]

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
  package init?(_ process: ProcessDetails) {
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
      mappings = Self.mappings(program, command)
    } else if let manager = names.first(where: Self.managers.contains),
      command.dropFirst().first == "forkproxy"
    {
      program = "\(manager) forkproxy"
      target = nil
      mappings = []
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
    values(of: [name], in: command).first
  }

  /// The values of an option that may be given several times, by any of its names.
  private static func values(of names: [String], in command: [String]) -> [String] {
    command.indices.compactMap { index in
      let word = command[index]
      guard word.hasPrefix("-") else { return nil }
      let option = word.drop { $0 == "-" }
      for name in names {
        if option == name { return index + 1 < command.count ? command[index + 1] : nil }
        if option.hasPrefix("\(name)=") { return String(option.dropFirst(name.count + 1)) }
      }
      return nil
    }
  }

  private static func mappings(_ program: String, _ command: [String]) -> [PortMapping] {
    switch program {
    case "docker-proxy": dockerProxy(command).map { [$0] } ?? []
    case "pasta", "pasta.avx2": pasta(command)
    default: []
    }
  }

  /// `-proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.17.0.2 -container-port 80`
  private static func dockerProxy(_ command: [String]) -> PortMapping? {
    guard let table = SocketTable.ID(rawValue: value(of: "proto", in: command) ?? "tcp"),
      let address = value(of: "container-ip", in: command).flatMap({ IPAddress($0) }),
      let port = value(of: "container-port", in: command).flatMap({ UInt16($0) })
    else { return nil }
    let hostPort = value(of: "host-port", in: command).flatMap { UInt16($0) }
    let host = value(of: "host-ip", in: command).flatMap { IPAddress($0) }
    return PortMapping(
      table, from: host.flatMap { $0.isUnspecified ? nil : $0 }, ports: hostPort.map { $0...$0 },
      to: address, port: port)
  }

  /// `-t 9090-9091:80-81,127.0.0.1/8443:443 -u 53 --netns /run/user/1000/netns/netns-1`: pasta(1).
  private static func pasta(_ command: [String]) -> [PortMapping] {
    guard let path = value(of: "netns", in: command), let name = path.split(separator: "/").last
    else { return [] }
    let tables: [(SocketTable.ID, [String])] = [
      (.tcp, ["t", "tcp-ports"]), (.udp, ["u", "udp-ports"]),
    ]
    return tables.flatMap { table, options in
      values(of: options, in: command).flatMap { $0.split(separator: ",") }.compactMap {
        pasta($0, table, String(name))
      }
    }
  }

  /// One of the specifications of pasta: `ADDRESS%INTERFACE/FIRST-LAST:FIRST-LAST`. Not `all` and `auto`.
  private static func pasta(
    _ text: Substring, _ table: SocketTable.ID, _ namespaceName: String
  ) -> PortMapping? {
    let parts = text.split(separator: "/", maxSplits: 1)
    guard let ports = parts.last?.split(separator: ":"), (1...2).contains(ports.count),
      let host = range(ports[0]), let target = range(ports[ports.count - 1])
    else { return nil }
    let address = parts.count == 2 ? parts[0].split(separator: "%").first : nil
    return PortMapping(
      table, from: address.flatMap { IPAddress(String($0)) }, ports: host, to: nil,
      port: target.lowerBound, inNamespace: namespaceName)
  }

  private static func range(_ text: Substring) -> ClosedRange<UInt16>? {
    let ends = text.split(separator: "-").compactMap { UInt16($0) }
    guard let first = ends.first, let last = ends.last, first <= last, ends.count <= 2 else {
      return nil
    }
    return first...last
  }
}
