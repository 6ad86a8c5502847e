import Testing

@testable import SocketInspector

@Suite struct QueryTests {
  /// Both tables of a protocol are read whatever the family: a listener of the one takes
  /// connections of the other.
  @Test func tablesAreThoseOfTheProtocols() {
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

  /// /proc/*/fd is walked only for those who want to know owners.
  @Test func ownersAreNeededWhenShownOrFilteredOn() {
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
