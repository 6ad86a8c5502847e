import Foundation
import TestSupport
import Testing

@testable import portstat

/// Asks the shells themselves what they offer with the completion files of this repository.
@Suite struct CompletionTests {
  /// A command line, words that must be offered, and words that must not be.
  struct Case: Sendable, CustomStringConvertible {
    let line: String
    let offered: [String]
    var notOffered: [String] = []

    var description: String { line }
  }

  static let cases = [
    Case(line: "portstat --st", offered: ["--state"], notOffered: ["--sort"]),
    Case(line: "portstat --state ", offered: ["established", "listen", "time-wait", "connected"]),
    Case(line: "portstat --state listen,est", offered: ["listen,established"]),
    Case(line: "portstat --state ^ti", offered: ["^time-wait"]),
    Case(
      line: "portstat --columns loc", offered: ["local_address", "local_port", "local"],
      notOffered: ["remote"]),
    Case(line: "portstat --sort ", offered: ["pid", "local_port", "receive_queue"]),
    Case(line: "portstat --sort loc", offered: ["local_port:desc"], notOffered: ["pid"]),
    Case(line: "portstat --sort pid,rt", offered: ["pid,rtt", "pid,rtt:desc"]),
    Case(line: "portstat --sort pid:d", offered: ["pid:desc"]),
    Case(line: "portstat --sort state:desc,recei", offered: ["state:desc,receive_queue"]),
    Case(line: "portstat --columns al", offered: ["all"], notOffered: ["all:desc"]),
    Case(line: "portstat --columns pid,+sta", offered: ["pid,+state"]),
    // -NAME stands for NAME:desc, and - does not precede other values.
    Case(
      line: "portstat --sort pid,-rt", offered: ["pid,-rtt"],
      notOffered: ["pid,-rtt:desc", "rtt:desc"]),
    Case(line: "portstat --state -li", offered: [], notOffered: ["-listen", "listen"]),
    Case(line: "portstat -", offered: ["--state"], notOffered: ["https", "-https"]),
    Case(line: "portstat +htt", offered: [], notOffered: ["+https", "https"]),
    Case(line: "portstat --columns pid,-cla", offered: ["pid,-class"]),
    Case(line: "portstat postgr", offered: ["postgres", "postgresql"], notOffered: ["http"]),
    Case(line: "portstat 22,^htt", offered: ["22,^http", "22,^https"]),
    Case(line: "portstat --state syn-", offered: ["syn-sent", "syn-recv"]),
    Case(line: "portstat --state shut", offered: ["shutdown"]),
    // A value of --watch has to be attached.
    Case(line: "portstat --watch https", offered: ["https", "https-alt"]),
    // The names of options in netstat and ss.
    Case(line: "portstat --ine", offered: ["--inet", "--inet6"], notOffered: ["--info"]),
    Case(line: "portstat --numeric-", offered: ["--numeric-ports", "--numeric-users"]),
    Case(line: "portstat --no-h", offered: ["--no-header", "--no-headers"]),
    Case(line: "portstat --protocol inet", offered: ["inet", "inet6"]),
    Case(line: "portstat --class ", offered: ["well-known", "registered", "dynamic"]),
    Case(line: "portstat --pid ", offered: ["\(ProcessInfo.processInfo.processIdentifier)"]),
    Case(line: "portstat --interface l", offered: ["lo"], notOffered: ["listen"]),
    Case(line: "portstat --interface eth0,^l", offered: ["eth0,^lo"]),
    Case(line: "portstat --remote-scope glo", offered: ["global"]),
    Case(line: "portstat --ownership denied,^ti", offered: ["denied,^time-wait"]),
    Case(line: "portstat --user roo", offered: ["root"], notOffered: ["daemon"]),
    Case(line: "portstat --port https", offered: ["https", "https-alt"], notOffered: ["http"]),
    Case(line: "portstat --netns al", offered: ["all"], notOffered: ["lo"]),
    Case(line: "portstat --format js", offered: ["json", "jsonl"], notOffered: ["csv"]),
  ]

  /// States as the table spells them. zsh corrects the case instead.
  static let upperCases = [
    Case(line: "portstat --state TIME_", offered: ["TIME_WAIT"], notOffered: ["LISTEN"]),
    Case(line: "portstat --state listen,^SYN_", offered: ["listen,^SYN_SENT", "listen,^SYN_RECV"]),
  ]
  static let correctedCases = [
    Case(line: "portstat --state TIME_", offered: ["time-wait"], notOffered: ["listen"]),
    Case(line: "portstat --state listen,^SYN_", offered: ["syn-sent", "syn-recv"]),
  ]

  /// After Tab, bash must offer the right words and no wrong ones.
  @Test(
    .enabled(if: Program.isInstalled("bash"), "bash is not installed"),
    arguments: cases + upperCases)
  func bashOffers(line: Case) throws {
    try check(
      line, stripsHead: false,
      try shell("bash").run([
        "--norc", "-c",
        """
        source "$0"
        COMP_WORDS=(portstat) COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDBREAKS=
        _portstat 2>/dev/null
        printf '%s\\n' "${COMPREPLY[@]}"
        """, file("portstat.bash"), line.line,
      ]))
  }

  /// bash splits words at `:` and `=` and replaces only the last part: `--sort pid:d` would become
  /// `--sort pid:pid:desc`, or stay as it is.
  @Test(
    .enabled(if: Program.isInstalled("bash") && PythonScript.canRun, "needs bash and a terminal"))
  func bashCompletesAfterAColon() throws {
    let problems = try PythonScript.problems(
      """
      bash = ["/usr/bin/env", "PS1=> ", "INPUTRC=/dev/null", "HISTFILE=", "bash", "--norc", "-i"]
      shell = Terminal(bash, columns=200)
      # The name of the program prints the words that it gets.
      shell.press(b"source " + sys.argv[1].encode() + b"; portstat() { printf '[%s]' \\"$@\\"; }\\r")
      for typed, words in (
        (b"--sort pid:d", b"[--sort][pid:desc]"), (b"--sort=pid,fd:", b"[--sort=pid,fd:desc]"),
        (b"--sort pid:desc,local_por", b"[--sort][pid:desc,local_port]"),
        (b"--state=estab", b"[--state=established]"),
      ):
        shell.press(b"portstat " + typed + b"\\t\\r")
        shell.wait_for(words)
      shell.close()
      """, file("portstat.bash"))
    #expect(problems.isEmpty, "\(problems)")
  }

  /// The same in fish.
  @Test(
    .enabled(if: Program.isInstalled("fish"), "fish is not installed"),
    arguments: cases + upperCases)
  func fishOffers(line: Case) throws {
    let home = try TemporaryDirectory()
    var fish = try shell("fish")
    fish.environment["HOME"] = home.path
    let run = try fish.run([
      "--no-config", "-c",
      "source $argv[1]; complete -C $argv[2] | string split -f 1 \\t", file("portstat.fish"),
      line.line,
    ])
    try check(line, stripsHead: false, run)
  }

  /// The same in zsh. It completes only at a prompt, so it runs on a pseudo-terminal of its own,
  /// and `compadd` is replaced by a function that records the matching words.
  @Test(
    .enabled(if: Program.isInstalled("zsh"), "zsh is not installed"),
    arguments: cases + correctedCases)
  func zshOffers(line: Case) throws {
    let folder = Fixtures.root.appendingPathComponent("completions").path
    let scratch = try TemporaryDirectory()
    let run = try shell("zsh").run([
      "-f", "-c",
      """
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PROMPT=; stty rows 500 cols 300; fpath=($1 \\$fpath)
      autoload -Uz compinit; compinit -u -d $3/dump
      compadd() {
        [[ \\${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]] && { builtin compadd \\"\\$@\\"; return }
        local -a fitting; builtin compadd -A fitting \\"\\$@\\"
        for word in \\$fitting; do print -r -- \\$word >>$3/words; done
        builtin compadd \\"\\$@\\"
      }
      bindkey '^I' complete-word; touch $3/ready"
      repeat 200; do [[ -e $3/ready ]] && break; sleep 0.05; done
      zpty -w -n shell "$2"$'\\t'
      repeat 200; do [[ -s $3/words ]] && break; sleep 0.05; done
      sleep 0.3
      cat $3/words
      zpty -d shell
      """, "zsh", folder, line.line, scratch.path,
    ])
    try check(line, stripsHead: true, run)
  }

  private func shell(_ name: String) throws -> Program {
    var shell = try Program.installed(name)
    shell.environment["PATH"] = Program.pathWithPortstat
    return shell
  }

  private func file(_ name: String) -> String {
    Fixtures.root.appendingPathComponent("completions").appendingPathComponent(name).path
  }

  /// - Parameter stripsHead: Whether the shell offers only what follows the last comma or `^`.
  private func check(_ line: Case, stripsHead: Bool, _ run: Program.Run) throws {
    let offered = Set(run.lines)
    for word in line.offered {
      let last = word.split(separator: ",").last.map(String.init) ?? word
      let name = "^+-".contains(last.prefix(1)) ? String(last.dropFirst()) : last
      let isOption = word.hasPrefix("--")
      let wanted = stripsHead && !isOption ? name : word
      #expect(offered.contains(wanted), "\(offered.sorted().prefix(20)) \(run.errorText)")
    }
    for word in line.notOffered { #expect(!offered.contains(word), "\(offered.sorted())") }
  }
}
