/// An example for the manual. A test runs each of them.
struct Example {
  let command: String
  /// The question that it answers, or what it prints.
  let purpose: String

  static let all: [Example] = [
    Example(command: "portstat", purpose: "List every socket and its owner."),
    Example(
      command: "portstat -ano",
      purpose: "List every socket with timers and numeric ports, as netstat prints it."),
    Example(command: "portstat -tulpn", purpose: "Which programs accept connections or datagrams?"),
    Example(command: "portstat 8080", purpose: "Which process owns port 8080?"),
    Example(
      command: "portstat -q 8080 | xargs -r ps -o pid,args -p",
      purpose:
        "Show more about the owners. -q prints only PIDs, so kill $(portstat -q 8080) ends them."),
    Example(
      command: "portstat --state ^time-wait --remote ^127.0.0.0/8",
      purpose: "Exclude TIME_WAIT and connections to the local machine over IPv4."),
    Example(
      command: "portstat --port 80,443,8000-8100", purpose: "Show web servers and their clients."),
    Example(
      command: "portstat -l --scope ^loopback",
      purpose: "Which ports can be reached from other machines?"),
    Example(
      command: "portstat --process 'nginx*' --state connected",
      purpose: "Show the connections of every process whose name begins with nginx."),
    Example(
      command: "portstat --user root --direction outbound",
      purpose: "What do root's programs connect to?"),
    Example(
      command: "portstat -ti --state established --sort rtt:desc",
      purpose: "Which connections have the longest round-trip times?"),
    Example(
      command: "portstat -t --columns +limited_by,bytes_sent --state established",
      purpose: "What keeps each connection from sending faster?"),
    Example(
      command: "portstat --sort receive_queue:desc -e",
      purpose: "Which programs do not read the data that they received?"),
    Example(
      command:
        "portstat --json | jq -r '.sockets[] | select(.ownership == \"denied\") | .local_port'",
      purpose: "Print the local ports whose owners are hidden."),
    Example(
      command: "portstat --jsonl --columns local_port,pid,process -l",
      purpose: "Print one JSON object per line with only these keys."),
    Example(
      command: "portstat --csv --columns protocol,local,remote,state,pid,process",
      purpose: "Export to a spreadsheet."),
    Example(
      command: "portstat --count-by state",
      purpose: "How many sockets are in each state?"),
    Example(
      command: "portstat --count-by remote_address --state established",
      purpose: "How many connections does each peer have?"),
  ]

  /// The examples that read the file written by the first one.
  static let accounting: [Example] = [
    Example(
      command: "portstat --watch --jsonl -t >connections.jsonl",
      purpose: "Keep a log of all TCP connections."),
    Example(
      command: """
        jq -rs 'map(select(.event == "closed" and .socket.remote_address).socket
            | {who: (.processes[0].program // .ownership), peer: .remote_address,
               sent: .bytes_sent, received: .bytes_received})
          | group_by(.who, .peer)[]
          | [.[0].who, .[0].peer, (map(.sent) | add), (map(.received) | add)]
          | @tsv' connections.jsonl
        """,
      purpose: "Sum the bytes of each process and peer with jq."),
    Example(
      command: """
        duckdb -c "SELECT coalesce(socket.processes[1].program, socket.ownership) AS who,
            socket.remote_address AS peer,
            sum(socket.bytes_sent) AS sent, sum(socket.bytes_received) AS received
          FROM 'connections.jsonl'
          WHERE event = 'closed' AND peer IS NOT NULL GROUP BY ALL ORDER BY ALL"
        """,
      purpose: "Compute the same sums with DuckDB."),
  ]
}
