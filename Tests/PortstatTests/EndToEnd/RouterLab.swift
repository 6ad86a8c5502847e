import Foundation
import TestSupport

/// A router between two machines: three network namespaces. The program in the first one forwards between `client`,
/// 10.1.0.2, and `server`, 10.2.0.2, whose default route it is: it has 10.1.0.1 and 10.2.0.1. Needs root and nft(8).
///
/// Labs of other tests exist at the same time, and portstat looks for an address in every network namespace. So each lab
/// has addresses of its own, in place of which tests see these.
struct RouterLab {
  static let canRun = NamespaceLab.canRun && Program.isInstalled("nft", "sh")

  private static let script = #"""
    import pathlib
    def sh(line): subprocess.run(line, shell=True, check=True)
    def inside(name, work):
      """Runs a function on a thread in a named namespace, and returns its result."""
      results = []
      def run():
        descriptor = os.open(f"/run/netns/{name}", os.O_RDONLY)
        check(libc.setns(descriptor, NET))
        os.close(descriptor)
        results.append(work())
      in_thread(run)
      return results[0]
    def connect(name, address, number, kind=socket.SOCK_STREAM):
      def work():
        connection = socket.socket(socket.AF_INET, kind)
        connection.settimeout(20)
        connection.connect((address, number))
        if kind == socket.SOCK_DGRAM: connection.send(b"x")
        return connection
      sockets[f"to {address}:{number} {kind}"] = inside(name, work)
    named("client")
    named("server")
    sh("""
      ip link set lo up
      for side in client:10.1.0.1:10.1.0.2 server:10.2.0.1:10.2.0.2; do
        name=${side%%:*} ends=${side#*:}
        ip link add $name type veth peer name eth0 netns $name
        ip addr add ${ends%:*}/25 dev $name
        ip link set $name up
        ip -n $name addr add ${ends#*:}/25 dev eth0
        ip -n $name link set lo up
        ip -n $name link set eth0 up
        ip -n $name route add default via ${ends%:*}
      done
    """)
    pathlib.Path("/proc/sys/net/ipv4/ip_forward").write_text("1")
    """#

  let lab: NamespaceLab
  /// The addresses of this lab, by those that tests see.
  private let addresses: [String: String]

  /// - Parameter rules: Those of nftables; `PORT` stands for the port on which `server` listens.
  init(_ rules: String) throws {
    lab = try NamespaceLab()
    let net = "10.\(lab.python.pid >> 8 & 0xff).\(lab.python.pid & 0xff)"
    addresses = [
      "10.1.0.1": "\(net).1", "10.1.0.2": "\(net).2", "10.2.0.1": "\(net).129",
      "10.2.0.2": "\(net).130",
    ]
    try python(Self.script)
    let folder = try TemporaryDirectory()
    let text = rules.replacing("PORT", with: lab.port)
    try folder.write(Self.replacing(addresses, in: text), to: "rules")
    try lab.python.run("sh('nft -f \(folder.path)/rules')")
  }

  private static func replacing(_ addresses: [String: String], in text: String) -> String {
    text.replacing(/\b10\.\d+\.\d+\.\d+\b/) { addresses[String($0.output)] ?? String($0.output) }
  }

  /// Runs lines of Python in the program.
  @discardableResult
  func python(_ code: String) throws -> String {
    try lab.python.run(Self.replacing(addresses, in: code))
  }

  /// Runs portstat on the router.
  func run(_ arguments: String...) throws -> Program.Run {
    try run(command: [Program.portstat.path] + arguments)
  }

  /// Runs a command on the router, whose output has the addresses that tests see.
  func run(command: [String]) throws -> Program.Run {
    let run = try Program.run(
      command: lab.prefix + command.map { Self.replacing(addresses, in: $0) })
    let names = Dictionary(uniqueKeysWithValues: addresses.map { ($1, $0) })
    return Program.Run(
      status: run.status, output: Data(Self.replacing(names, in: run.text).utf8),
      errors: run.errors)
  }
}
