import Testing

@testable import SocketInspector

@Suite struct RequirementsTests {
  /// A detail of the owners is worth nothing without knowing who they are.
  @Test func everyDetailIncludesTheOwners() {
    for detail in [
      .processName, .executable, .command, .processUser, .startTime,
    ] as [Requirements] {
      #expect(detail.contains(.owners) && detail.includesProcessDetails)
      #expect(Requirements.all.contains(detail))
    }
    for other in [.owners, .retransmits, .tcpInfo, .userNames, .interfaceNames] as [Requirements] {
      #expect(!other.includesProcessDetails)
    }
    #expect(!Requirements([.retransmits, .userNames, .interfaceNames]).contains(.owners))
  }

  /// A stream of events reads details only of what it shows, but always who the owners are.
  @Test func detailsAreLeftOutWithoutTheOwners() {
    let all = Requirements.all.withoutProcessDetails
    #expect(all == [.owners, .tcpInfo, .userNames, .interfaceNames])
    #expect(Requirements.processName.withoutProcessDetails == .owners)
    #expect(Requirements.retransmits.withoutProcessDetails == .retransmits)
  }
}
