import Testing

@testable import SocketInspector

@Suite struct ReadPlanTests {
  /// A recording would be shown with the sockets of this machine, or `--source` would have no effect.
  @Test(arguments: [SourcePreference.auto, .netlink, .procfs])
  func onlyTheTreeOfThisMachineMayBeReadOverNetlink(source: SourcePreference) {
    #expect(Query(source: source).readPlan.source == source)
    #expect(Query(source: source, procPath: "/srv/recording").readPlan.source == .procfs)
  }

  /// The kernel would be asked for too little or too much: rows would be missing, or each listing would be
  /// as slow as one with retransmissions.
  @Test func eachTableIsRequestedWithTheFilterAndTheRequirements() {
    var query = Query(requirements: .retransmits)
    query.filter.tables = [.udp, .tcp]
    query.filter.isListeningOnly = true
    let plan = query.readPlan
    #expect(plan.tables == [.tcp, .udp])
    for table in plan.tables {
      let request = plan.request(for: table)
      #expect(request.table == table)
      #expect(request.filter.isListeningOnly)
      #expect(request.requirements == .retransmits)
    }
  }

  /// A socket that got a peer or another state during the search would be "gone" instead of "unowned",
  /// because the filter does not match it any more.
  @Test func aRecheckFindsSocketsThatTheFilterNoLongerMatches() {
    var query = Query()
    query.filter.tables = [.tcp]
    query.filter.states.included = [.listen]
    query.filter.localPorts.included = [PortPattern(80...80)]
    let recheck = query.readPlan.recheck
    #expect(recheck.tables == [.tcp])
    #expect(recheck.source == query.readPlan.source)
    #expect(!recheck.filter.hasCriteria && !recheck.filter.isListeningOnly)
    #expect(recheck.requirements == [])
  }

  /// Each bound socket without an owner would be "gone": the kernel lists them on request only.
  @Test func aRecheckListsBoundSocketsIfTheFilterDoes() {
    var query = Query()
    query.filter.states.included = [.boundInactive, .listen]
    #expect(query.readPlan.recheck.filter.wantsBoundInactive)
    query.filter.states.included = []
    #expect(!query.readPlan.recheck.filter.wantsBoundInactive)
    query.filter.localPorts.included = [PortPattern(6205...6205)]
    let recheck = query.readPlan.recheck.filter
    #expect(recheck.wantsBoundInactive && recheck.states.included.contains(.established))
    #expect(recheck.localPorts.isEmpty)
  }
}
