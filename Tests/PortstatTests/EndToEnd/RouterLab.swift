import Foundation
import TestSupport

/// A router between two machines: three network namespaces. The program in the first one forwards between `client`,
/// 10.1.0.2, and `server`, 10.2.0.2, whose default route it is: it has 10.1.0.1 and 10.2.0.1. Needs root and nft(8).
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
      for side in client:1 server:2; do
        name=${side%:*} net=10.${side#*:}.0
        ip link add $name type veth peer name eth0 netns $name
        ip addr add $net.1/24 dev $name
        ip link set $name up
        ip -n $name addr add $net.2/24 dev eth0
        ip -n $name link set lo up
        ip -n $name link set eth0 up
        ip -n $name route add default via $net.1
      done
    """)
    pathlib.Path("/proc/sys/net/ipv4/ip_forward").write_text("1")
    """#

  let lab: NamespaceLab

  /// - Parameter rules: Those of nftables; `PORT` stands for the port on which `server` listens.
  init(_ rules: String) throws {
    lab = try NamespaceLab()
    try lab.python.run(Self.script)
    let folder = try TemporaryDirectory()
    try folder.write(rules.replacing("PORT", with: lab.port), to: "rules")
    try lab.python.run("sh('nft -f \(folder.path)/rules')")
  }

  /// Runs portstat on the router.
  func run(_ arguments: String...) throws -> Program.Run {
    try Program.run(command: lab.prefix + [Program.portstat.path] + arguments)
  }
}
