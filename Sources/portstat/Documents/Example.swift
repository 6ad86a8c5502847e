/// An example for the manual. A test runs each of them.
struct Example {
  let command: String
  /// The question that it answers, or what it prints.
  let purpose: String

  static let all: [Example] = [
    Example(command: "portstat", purpose: "What is connected, and who holds it?"),
    Example(
      command: "portstat -ano",
      purpose: "The same with timers and without names of services, as on other systems."),
    Example(command: "portstat -tulpn", purpose: "Who waits for connections and datagrams?"),
    Example(command: "portstat 8080", purpose: "Which process owns port 8080?"),
    Example(
      command: "portstat -q 8080 | xargs -r ps -o pid,args -p",
      purpose: "More about the owners. -q prints PIDs alone, so kill $(portstat -q 8080) ends them."
    ),
    Example(
      command: "portstat --state ^time-wait --remote ^127.0.0.0/8",
      purpose: "Everything but TIME_WAIT and what stays on this machine over IPv4."),
    Example(
      command: "portstat --port 80,443,8000-8100", purpose: "Web servers and who talks to them."),
    Example(
      command: "portstat -l --scope any,global",
      purpose: "What can be reached from other machines?"),
    Example(
      command: "portstat --process 'nginx*' --state connected",
      purpose: "The connections of every process whose name begins with nginx."),
    Example(
      command: "portstat --user root --direction outbound",
      purpose: "Where do root's programs connect to?"),
    Example(
      command: "portstat --sort receive_queue:desc -e",
      purpose: "Who does not read what arrives?"),
    Example(
      command:
        "portstat --json | jq -r '.sockets[] | select(.ownership == \"denied\") | .local_port'",
      purpose: "The local ports whose owners could not be seen."),
    Example(
      command: "portstat --jsonl --columns local_port,pid,process -l",
      purpose: "One object a line, with these keys alone."),
    Example(
      command: "portstat --csv --columns protocol,local,remote,state,pid,process",
      purpose: "For a spreadsheet."),
    Example(
      command: "portstat -H --columns remote_address --state established | sort | uniq -c",
      purpose: "How many connections does each peer have?"),
  ]
}
