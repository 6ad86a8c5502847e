import Testing

@testable import SocketInspector

/// What forwarders say in their command lines about ports.
@Suite struct PortMappingTests {
  private func mappings(_ name: String, _ command: String) -> [PortMapping] {
    var details = ProcessDetails(pid: 7)
    details.nameBytes = Array(name.utf8)
    details.commandBytes = command.split(separator: " ").map { Array($0.utf8) }
    return PortForwarder(details)?.mappings ?? []
  }

  private func listener(_ address: String, _ port: UInt16) throws -> SocketEntry {
    SocketEntry(
      table: .tcp, local: .ip(try #require(IPAddress(address)), port: port),
      remote: .ip(IPAddress(ipv4: 0), port: 0), state: .listen, inode: 1)
  }

  /// A port would be said to belong to another container than the one that gets its connections.
  @Test func dockerProxyForwardsOnePort() throws {
    let found = mappings(
      "docker-proxy",
      "docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.17.0.2 "
        + "-container-port 80 -use-listen-fd")
    let mapping = try #require(found.first)
    #expect(found.count == 1)
    #expect(mapping.matches(try listener("0.0.0.0", 8080)))
    #expect(!mapping.matches(try listener("0.0.0.0", 8081)))
    let end = mapping.destination(ofPort: 8080)
    #expect(end.address?.description == "172.17.0.2" && end.port == 80 && end.table == .tcp)
    let local = mappings(
      "docker-proxy",
      "docker-proxy -proto tcp -host-ip 127.0.0.1 -host-port 8080 -container-ip 172.17.0.2 "
        + "-container-port 80")
    #expect(local.first?.matches(try listener("127.0.0.1", 8080)) == true)
    #expect(local.first?.matches(try listener("10.0.0.7", 8080)) == false)
    #expect(mappings("docker-proxy", "docker-proxy -proto sctp -container-ip 1.2.3.4").isEmpty)
  }

  /// Rootless Podman would look like a server of its own.
  @Test func pastaForwardsRangesIntoANamespace() throws {
    let found = mappings(
      "pasta.avx2",
      "/usr/bin/pasta --config-net -t 9090-9091:80-81,127.0.0.1/8443:443 -t all -u 53 "
        + "-T none --netns /run/user/1000/netns/netns-1")
    #expect(found.count == 3)
    #expect(found[0].matches(try listener("0.0.0.0", 9091)))
    let end = found[0].destination(ofPort: 9091)
    #expect(end.port == 81 && end.address == nil && end.namespaceName == "netns-1")
    #expect(found[1].hostAddress?.description == "127.0.0.1" && found[1].port == 443)
    #expect(found[2].table == .udp && found[2].destination(ofPort: 53).port == 53)
    #expect(mappings("pasta", "pasta -t 80").isEmpty)
  }
}
