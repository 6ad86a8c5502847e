import Testing

@testable import SocketInspector

/// If the addresses of a container were misread, a published port would lead to no process, or to the wrong one.
@Suite struct NamespaceAddressesTests {
  @Test func localIPv4AddressesAreFound() {
    let text = """
      Main:
        +-- 0.0.0.0/0 3 0 5
           |-- 0.0.0.0
              /0 universe UNICAST
           +-- 172.17.0.0/16 2 0 2
              |-- 172.17.0.0
                 /16 link UNICAST
              |-- 172.17.0.2
                 /32 host LOCAL
              |-- 172.17.255.255
                 /32 link BROADCAST
      Local:
           |-- 127.0.0.0
              /8 host LOCAL
           |-- 127.0.0.1
              /32 host LOCAL
              /32 LOCAL
           /32 host LOCAL
      """
    let bytes = Array(text.utf8)
    let found = Set(bytes.span.localIPv4Addresses.map(\.description))
    #expect(found == ["172.17.0.2", "127.0.0.1"])
  }

  @Test func localIPv6AddressesAreFound() {
    let text = """
      fd000000000000000000000000000002 04 40 00 82     eth0
      00000000000000000000000000000001 01 80 10 80       lo
      fd0000000000000000000000000000zz 04 40 00 82     eth0
      fd00
      """
    let bytes = Array(text.utf8)
    let found = Set(bytes.span.localIPv6Addresses.map(\.description))
    #expect(found == ["fd00::2", "::1"])
  }
}
