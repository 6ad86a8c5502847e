# fish completion for portstat, made by: portstat --generate fish

# Values separated by commas, each of which may have the prefix ^, or + or - for columns.
function __portstat_list
    set -l signs ^
    if test "$argv[1]" = --signs
        set signs $argv[2]
        set -e argv[1..2]
    end
    set -l token (string replace -r '^--[a-z-]+=' '' -- (commandline -ct))
    set -l head (string match -r "^(?:.*,)?[\\$signs]?" -- $token)
    if test "$signs" = -; and string match -q -- '*-' "$head"
        set argv (string match -v -- '*:desc' $argv)
    end
    # As the table spells states: TIME_WAIT.
    if string match -qr '^[A-Z]+_' -- (string replace -- "$head" '' $token)
        set argv (string upper -- $argv | string replace -a -- - _)
    end
    printf '%s\n' $head$argv
end

# A process can call itself anything: only plain names are offered.
function __portstat_process_names
    __portstat_list (cat /proc/*/comm 2>/dev/null | string match -r '^[A-Za-z0-9_.:-]+$' | sort -u)
end

# Names of units and containers that have sockets now.
function __portstat_values
    set -l program (commandline -opc)[1]
    __portstat_list ($program --csv -H --columns $argv 2>/dev/null | string match -r '^[A-Za-z0-9_.:@-]+(?=\r?$)' | sort -u)
end

function __portstat_namespaces
    set -l program (commandline -opc)[1]
    set -l containers ($program --csv -H --columns container --netns all 2>/dev/null | string match -r '^[A-Za-z0-9_.:@-]+(?=\r?$)' | sort -u)
    __portstat_list all (path basename /run/netns/* /run/docker/netns/*) container:$containers
end

function __portstat_pids
    __portstat_list (string replace /proc/ '' /proc/* | string match -r '^[0-9]+$')
end

function __portstat_services
    set -l program (commandline -opc)[1]
    __portstat_list ($program --generate services 2>/dev/null)
end

# Thousands of names are not offered before a letter is typed.
function __portstat_selectors
    string match -qr '^[^-]' -- (commandline -ct); and __portstat_services
end

complete -c portstat -f -a '(__portstat_selectors)'
complete -c portstat -l all -s a -d 'Show all sockets (the default); overrides -l'
complete -c portstat -l listening -l listen -s l -d 'Show only listening TCP and unconnected UDP sockets'
complete -c portstat -l tcp -s t -d 'Show TCP sockets (with -u: both, the default)'
complete -c portstat -l udp -s u -d 'Show UDP sockets (with -t: both, the default)'
complete -c portstat -l ipv4 -l inet -s 4 -d 'Show IPv4 sockets (with -6: both, the default)'
complete -c portstat -l ipv6 -l inet6 -s 6 -d 'Show IPv6 sockets (with -4: both, the default)'
complete -c portstat -l protocol -d 'Show inet (-4), inet6 (-6), tcp or udp sockets' -x -a '(__portstat_list inet inet6 tcp udp)'
complete -c portstat -l netns -d 'Show the sockets of these network namespaces' -x -a '(__portstat_namespaces)'
complete -c portstat -l state -d 'Filter by state: listen, established, time-wait ...' -x -a '(__portstat_list established syn-sent syn-recv fin-wait-1 fin-wait-2 time-wait close close-wait last-ack listen closing bound unconnected connected shutdown all synchronized bucket big)'
complete -c portstat -l port -d 'Filter by local or remote port' -x -a '(__portstat_services)'
complete -c portstat -l local-port -d 'Filter by local port' -x -a '(__portstat_services)'
complete -c portstat -l remote-port -d 'Filter by remote port' -x -a '(__portstat_services)'
complete -c portstat -l local -d 'Filter by local address or network' -x
complete -c portstat -l remote -d 'Filter by remote address or network' -x
complete -c portstat -l pid -d 'Filter by PID of an owner' -x -a '(__portstat_pids)'
complete -c portstat -l process -d 'Filter by process name of an owner' -x -a '(__portstat_process_names)'
complete -c portstat -l command -d 'Filter by command line of an owner' -x
complete -c portstat -l unit -d 'Filter by systemd unit of an owner' -x -a '(__portstat_values unit)'
complete -c portstat -l container -d 'Filter by container of an owner' -x -a '(__portstat_values container)'
complete -c portstat -l user -d 'Filter by user of the socket' -x -a '(__portstat_list (__fish_complete_users | string split -f 1 \t))'
complete -c portstat -l class -d 'Filter by port class: well-known, registered ...' -x -a '(__portstat_list well-known registered dynamic)'
complete -c portstat -l scope -d 'Filter by scope of the local address' -x -a '(__portstat_list loopback link-local private multicast any global)'
complete -c portstat -l remote-scope -d 'Filter by scope of the remote address' -x -a '(__portstat_list loopback link-local private multicast any global)'
complete -c portstat -l interface -d 'Filter by interface that the socket is bound to' -x -a '(__portstat_list (string replace /sys/class/net/ "" /sys/class/net/*))'
complete -c portstat -l ownership -d 'Filter by whether owners are known, or why not' -x -a '(__portstat_list known denied unowned time-wait handshake accept-queue orphan gone unseen)'
complete -c portstat -l direction -d 'Filter by direction: listening, inbound or outbound' -x -a '(__portstat_list listening inbound outbound)'
complete -c portstat -l numeric -l numeric-ports -l numeric-hosts -l numeric-users -s n -d 'Do not show service, user and interface names'
complete -c portstat -l processes -l program -l programs -s p -d 'Accepted and ignored: owners are always shown'
complete -c portstat -l timers -l options -s o -d 'Add the Timer column'
complete -c portstat -l info -s i -d 'Add RTT, delivery rate and retransmissions'
complete -c portstat -l extended -l extend -s e -d 'Add Recv-Q, Send-Q, User, Inode and FD'
complete -c portstat -l wide -s W -d 'Do not fit the table to the terminal'
complete -c portstat -l json -s j -d 'Print one JSON document'
complete -c portstat -l jsonl -d 'Print JSON Lines, one object per socket'
complete -c portstat -l csv -d 'Print CSV (RFC 4180)'
complete -c portstat -l format -d 'Print table (default), json, jsonl or csv' -x -a 'table json jsonl csv'
complete -c portstat -l columns -d 'Show these columns; +NAME adds, -NAME removes' -x -a '(__portstat_list --signs +- protocol family local_address local_port local_class local_service local_scope remote_address remote_port remote_class remote_service remote_scope interface ipv6_only state direction service class uid user inode receive_queue send_queue backlog timer timer_seconds retransmits probes drops ownership listener_pids processes owners_complete unit container pod cgroup cgroup_source rtt rtt_min rtt_variance idle_seconds bytes_sent bytes_received bytes_received_exact bytes_retransmitted send_rate receive_rate segments_lost retransmits_total congestion_window mss path_mtu delivery_rate pacing_rate limited_by congestion_control ulp seen_seconds netns netns_inode local remote pid process command executable fd ephemeral ancestry parents peer_pid peer_process peer_container published_to all)'
complete -c portstat -l sort -d 'Sort by these columns' -x -a '(__portstat_list --signs - protocol protocol:desc family family:desc local_address local_address:desc local_port local_port:desc local_class local_class:desc local_service local_service:desc local_scope local_scope:desc remote_address remote_address:desc remote_port remote_port:desc remote_class remote_class:desc remote_service remote_service:desc remote_scope remote_scope:desc interface interface:desc ipv6_only ipv6_only:desc state state:desc direction direction:desc service service:desc class class:desc uid uid:desc user user:desc inode inode:desc receive_queue receive_queue:desc send_queue send_queue:desc backlog backlog:desc timer timer:desc timer_seconds timer_seconds:desc retransmits retransmits:desc probes probes:desc drops drops:desc ownership ownership:desc listener_pids listener_pids:desc processes processes:desc owners_complete owners_complete:desc unit unit:desc container container:desc pod pod:desc cgroup cgroup:desc cgroup_source cgroup_source:desc rtt rtt:desc rtt_min rtt_min:desc rtt_variance rtt_variance:desc idle_seconds idle_seconds:desc bytes_sent bytes_sent:desc bytes_received bytes_received:desc bytes_received_exact bytes_received_exact:desc bytes_retransmitted bytes_retransmitted:desc send_rate send_rate:desc receive_rate receive_rate:desc segments_lost segments_lost:desc retransmits_total retransmits_total:desc congestion_window congestion_window:desc mss mss:desc path_mtu path_mtu:desc delivery_rate delivery_rate:desc pacing_rate pacing_rate:desc limited_by limited_by:desc congestion_control congestion_control:desc ulp ulp:desc seen_seconds seen_seconds:desc netns netns:desc netns_inode netns_inode:desc local local:desc remote remote:desc pid pid:desc process process:desc command command:desc executable executable:desc fd fd:desc ephemeral ephemeral:desc ancestry ancestry:desc parents parents:desc peer_pid peer_pid:desc peer_process peer_process:desc peer_container peer_container:desc published_to published_to:desc)'
complete -c portstat -l no-header -l no-headers -s H -d 'Do not print the heading of tables and CSV'
complete -c portstat -l quiet -s q -d 'Print only the PIDs of owners, one per line'
complete -c portstat -l color -d 'Use color: auto (default), always or never' -x -a 'auto always never'
complete -c portstat -l count-by -d 'Count sockets by the values of these columns' -x -a '(__portstat_list --signs ^ protocol family local_address local_port local_class local_service local_scope remote_address remote_port remote_class remote_service remote_scope interface ipv6_only state direction service class uid user inode receive_queue send_queue backlog timer timer_seconds retransmits probes drops ownership listener_pids processes owners_complete unit container pod cgroup cgroup_source rtt rtt_min rtt_variance idle_seconds bytes_sent bytes_received bytes_received_exact bytes_retransmitted send_rate receive_rate segments_lost retransmits_total congestion_window mss path_mtu delivery_rate pacing_rate limited_by congestion_control ulp seen_seconds netns netns_inode local remote pid process command executable fd ephemeral ancestry parents peer_pid peer_process peer_container published_to)'
complete -c portstat -l summary -s s -d 'Count sockets by protocol and state'
complete -c portstat -l watch -l continuous -s c -d 'Update every SECONDS (default: 1)'
complete -c portstat -l updates -d 'End --watch after N updates' -x
complete -c portstat -l wait -d 'Wait until a listening socket matches'
complete -c portstat -l wait-gone -d 'Wait until no listening socket matches'
complete -c portstat -l signal -d 'Signal the owners of matching listening sockets' -a 'TERM INT QUIT KILL HUP USR1 USR2 STOP CONT TSTP ABRT ALRM WINCH URG PIPE CHLD'
complete -c portstat -l signal-timeout -d 'Wait S seconds for processes to end (default: 5)' -x
complete -c portstat -l yes -s y -d 'Send the signal without asking'
complete -c portstat -l source -d 'Read sockets from auto, procfs or netlink' -x -a 'auto procfs netlink'
complete -c portstat -l proc -d 'Read DIR instead of /proc' -r -F
complete -c portstat -l byte-order -d 'Set the byte order of a recording: big or little' -x -a 'big little'
complete -c portstat -l published -d 'List forwarded ports without a socket'
complete -c portstat -l nat -d 'List NAT translations instead of sockets'
complete -c portstat -l verbose -s v -d 'Accepted and ignored (netstat)'
complete -c portstat -l json-schema -d 'Print the JSON Schema of --json'
complete -c portstat -l generate -d 'Print the manual page or a shell completion' -x -a 'man bash zsh fish services'
complete -c portstat -l help -s h -d 'Print this help and exit'
complete -c portstat -l version -s V -d 'Print the version and exit'
