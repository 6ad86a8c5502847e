import Testing

@testable import portstat

/// Filters of ss, which are answered with the options that select the same sockets.
@Suite struct SSFilterTests {
  /// Options that select other sockets than the filter are worse than none.
  @Test(arguments: [
    "sport = :80 or dport = :443", "sport > :2000 and sport < :1000", "dst 10.0.0.1 or dport = :53",
    "( sport = :80", "sport", "sport =", "dst > 10.0.0.1", "dport > :nosuch", "dport > :65535",
    "sport > 10.0.0.1:80", "sport != 10.0.0.1:80", "cgroup = web", "cgroup > /a.service",
    "state a or sport = :1",
    "sport < :0", "dev > eth0", "not ( sport = :80 and dport = :81 )", "dst != 10.0.0.1:443",
    "sport != :80 or sport != :81", "state",
    // `and` binds more tightly than `or`.
    "dst 10.0.0.7 and dport = :9 or dport = :8", "sport = :80 or sport = :443 and dst 10.0.0.1",
    "src 10.0.0.7 sport = :9 or sport = :80", "not ( sport = :80 or dport = :443 )",
    "sport != :80 and not sport != :81 and sport = :82",
  ])
  func noOptionsSelectTheSame(filter: String) {
    #expect(SSFilter.options([filter]) == nil)
  }

  /// Blanks and brackets may be words of their own or not.
  @Test(arguments: [
    (["(", "sport", "=", ":22", ")"], "--local-port 22"), (["(sport=:22)"], "--local-port 22"),
    (["sport", "=", ":22", "and", "dst", "10.0.0.9"], "--local-port 22 --remote 10.0.0.9"),
    (
      ["dport", "gt", ":1023", "&&", "src", "10.0.0.0/8"], "--remote-port 1024- --local 10.0.0.0/8"
    ),
    (["not", "not", "sport", "=", ":22"], "--local-port 22"),
    (["dst", "*:53"], "--remote-port 53"),
    (["dst", "[2001:db8::1]:53"], "--remote [2001:db8::1] --remote-port 53"),
    (["dst", "2001:db8::1"], "--remote 2001:db8::1"), (["! sport = :22"], "--local-port ^22"),
    (["sport = :1 or sport = :2 or sport = :3"], "--local-port 1,2,3"),
    (["exclude", "TIME-WAIT"], "--state ^time-wait"),
    // Each value is excluded.
    (["not ( sport = :80 or sport = :443 )"], "--local-port ^80,^443"),
    (["not ( dst 10.0.0.1 or dst 10.0.0.2 )"], "--remote ^10.0.0.1,^10.0.0.2"),
    (["not ( sport != :80 and sport != :81 )"], "--local-port 80,81"),
    (["sport != :80 and sport != :443"], "--local-port ^80,^443"),
    (["sport = :80 and sport != :443"], "--local-port 80,^443"),
    (["( sport = :80 or sport = :443 ) and dst 10.0.0.1"], "--local-port 80,443 --remote 10.0.0.1"),
    (["state", "listen", "sport = :80 or sport = :81"], "--state listen --local-port 80,81"),
    (["sport >= :80 and sport <= :443"], "--local-port 80-443"),
    (["dport > :1000 and dport < :2000"], "--remote-port 1001-1999"),
    (["sport >= :80 and sport = :443"], "--local-port 443"),
    (["not ( sport >= :80 and sport <= :443 )"], "--local-port ^80-443"),
    (["dst != localhost"], "--remote ^127.0.0.0/8,^::1"),
    // An address in a condition on ports, every spelling of a comparison, and the names of services.
    (["sport", "=", "10.0.0.7:443"], "--local 10.0.0.7 --local-port 443"),
    (["dport = [2001:db8::1]:53"], "--remote [2001:db8::1] --remote-port 53"),
    (["sport = *:443"], "--local-port 443"), (["sport neq :22"], "--local-port ^22"),
    (["dport geq :https"], "--remote-port 443-"), (["sport lt :ssh"], "--local-port 0-21"),
    (["dport leq 99"], "--remote-port 0-99"),
    (["state established or state syn-sent"], "--state established,syn-sent"),
    (
      ["( state listening or state close-wait ) and sport = :80"],
      "--state listen,close-wait --local-port 80"
    ),
    (["cgroup", "/system.slice/cron.service"], "--unit cron.service"),
    (
      ["cgroup != /system.slice/cron.service and dport = :53"],
      "--unit ^cron.service --remote-port 53"
    ),
    (
      [
        "cgroup = /system.slice/docker-5555555555550000000000000000000000000000000000000000000000000000.scope"
      ], "--container 555555555555"
    ),
  ])
  func optionsSelectTheSame(words: [String], options: String) throws {
    #expect(SSFilter.options(words) == options)
    // What is offered must be accepted.
    let parser = OptionParser(options: OptionTable.all)
    #expect(throws: Never.self) {
      try parser.parse(options.split(separator: " ").map(String.init))
    }
  }

  /// `src` is also a service: alone, and beside other selectors, it must stay one.
  @Test(arguments: [["src"], ["src", "80"], ["state"], ["ssh", "sport"]])
  func selectorsAreNotFilters(words: [String]) {
    #expect(!SSFilter.begins(TypedWord(words: words, index: 0)))
  }
}
