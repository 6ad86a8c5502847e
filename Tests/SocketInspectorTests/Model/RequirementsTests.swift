import Testing

@testable import SocketInspector

@Suite struct RequirementsTests {
  /// A column with a detail of the owners would be empty, because the owners are not looked for.
  @Test func everyDetailIncludesTheOwners() {
    for detail in [
      .processName, .executable, .command, .processUser, .startTime, .controlGroup, .parents,
    ] as [Requirements] {
      #expect(detail.contains(.owners) && detail.includesProcessDetails)
      #expect(Requirements.all.contains(detail))
    }
    for other in [
      .owners, .retransmits, .tcpInfo, .cookie, .rates, .listenerDrops, .protocolModules,
      .userNames, .interfaceNames, .hiddenOwnerHints,
    ] as [Requirements] {
      #expect(!other.includesProcessDetails)
    }
    #expect(!Requirements([.retransmits, .userNames, .interfaceNames]).contains(.owners))
  }

  /// An event stream would read the details of every owner instead of those that it prints, or
  /// would not know the owners.
  @Test func withoutDetailsTheOwnersAreStillRequired() {
    let all = Requirements.all.withoutProcessDetails
    #expect(
      all == [
        .owners, .rates, .listenerDrops, .protocolModules, .userNames, .interfaceNames,
        .socketControlGroup, .namespaces,
      ])
    #expect(Requirements.processName.withoutProcessDetails == .owners)
    #expect(Requirements.retransmits.withoutProcessDetails == .retransmits)
  }

  /// Rates would be unknown, because what they are computed from was not read.
  @Test func ratesIncludeWhatTheyNeed() {
    #expect(Requirements.rates.isSuperset(of: [.tcpInfo, .cookie, .retransmits]))
    #expect(Requirements.protocolModules.contains(.retransmits))
    #expect(!Requirements.tcpInfo.contains(.rates) && !Requirements.cookie.contains(.rates))
  }
}
