import Testing

@testable import SocketInspector

@Suite struct QueryTests {
  /// A filter by family would read one table of a protocol only, and show the wrong direction: an
  /// IPv6 listener accepts IPv4 connections, too.
  @Test func bothFamiliesOfAProtocolAreRead() {
    var query = Query()
    #expect(
      query.readPlan.tables.flatMap(\.facts.procFiles).map(\.name) == [
        "tcp", "tcp6", "udp", "udp6",
      ])
    query.filter.families = [.ipv4]
    #expect(
      query.readPlan.tables.flatMap(\.facts.procFiles).map(\.name) == [
        "tcp", "tcp6", "udp", "udp6",
      ])
    query.filter.tables = [.udp]
    #expect(query.readPlan.tables.flatMap(\.facts.procFiles).map(\.name) == ["udp", "udp6"])
  }

  /// A listing without owners would scan `/proc/PID/fd` for nothing, or `--pid` would find no
  /// owner.
  @Test func ownersAreRequiredWhenShownOrFilteredBy() {
    var query = Query()
    #expect(query.needsOwners)
    query.requirements = .owners
    #expect(query.needsOwners)
    query.requirements = []
    #expect(!query.needsOwners)
    query.filter.pids.excluded = [7]
    #expect(query.needsOwners)
  }
}
