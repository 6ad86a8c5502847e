# fish completion for portstat, made by: portstat --generate fish

# Values with commas between; ^ may stand before each.
function __portstat_list
    set -l token (string replace -r '^--[a-z-]+=' '' -- (commandline -ct))
    set -l head (string match -r '^(?:.*,)?\^?' -- $token)
    printf '%s\n' $head$argv
end

# A process can call itself anything: only plain names are offered.
function __portstat_process_names
    __portstat_list (cat /proc/*/comm 2>/dev/null | string match -r '^[A-Za-z0-9_.:-]+$' | sort -u)
end

function __portstat_pids
    __portstat_list (string replace /proc/ '' /proc/* | string match -r '^[0-9]+$')
end

function __portstat_services
    set -l program (commandline -opc)[1]
    __portstat_list ($program --generate services 2>/dev/null)
end

complete -c portstat -f
complete -c portstat -l all -s a -d 'every socket (the default)'
complete -c portstat -l listening -s l -d 'sockets that wait for whoever comes'
complete -c portstat -l tcp -s t -d 'TCP; with -u both, as without either'
complete -c portstat -l udp -s u -d 'UDP'
complete -c portstat -l ipv4 -s 4 -d 'IPv4; with -6 both, as without either'
complete -c portstat -l ipv6 -s 6 -d 'IPv6'
complete -c portstat -l state -d 'by state: listen, established, time-wait ...' -x -a '(__portstat_list established syn-sent syn-recv fin-wait-1 fin-wait-2 time-wait close close-wait last-ack listen bound unconnected connected closing all synchronized bucket big)'
complete -c portstat -l port -d 'by port of either end' -x -a '(__portstat_services)'
complete -c portstat -l local-port -d 'by local port' -x -a '(__portstat_services)'
complete -c portstat -l remote-port -d 'by remote port' -x -a '(__portstat_services)'
complete -c portstat -l local -d 'by local address or network' -x
complete -c portstat -l remote -d 'by remote address or network' -x
complete -c portstat -l pid -d 'by process that holds the socket' -x -a '(__portstat_pids)'
complete -c portstat -l process -d 'by name of the process' -x -a '(__portstat_process_names)'
complete -c portstat -l user -d 'by user of the socket' -x -a '(__portstat_list (__fish_complete_users | string split -f 1 \t))'
complete -c portstat -l class -d 'by class of the service\'s port' -x -a '(__portstat_list well-known registered dynamic)'
complete -c portstat -l scope -d 'by scope of the local address' -x -a '(__portstat_list loopback link-local private multicast any global)'
complete -c portstat -l direction -d 'listening, inbound or outbound' -x -a '(__portstat_list listening inbound outbound)'
complete -c portstat -l numeric -s n -d 'no service and no user names'
complete -c portstat -l processes -s p -d 'accepted: owners are always shown'
complete -c portstat -l timers -s o -d 'adds the Timer column'
complete -c portstat -l extended -s e -d 'adds Recv-Q, Send-Q, User, Inode and FD'
complete -c portstat -l wide -s W -d 'never shorten, whatever the terminal\'s width'
complete -c portstat -l json -s j -d 'one JSON document'
complete -c portstat -l jsonl -d 'JSON, one socket a line'
complete -c portstat -l csv -d 'CSV (RFC 4180)'
complete -c portstat -l format -d 'table (the default), json, jsonl or csv' -x -a 'table json jsonl csv'
complete -c portstat -l columns -d 'these columns, in this order' -x -a '(__portstat_list protocol family local_address local_port local_class local_service local_scope remote_address remote_port remote_class remote_service remote_scope interface ipv6_only state direction service class uid user inode receive_queue send_queue backlog timer timer_seconds retransmits probes drops ownership listener_pids processes owners_complete rtt rtt_min rtt_variance bytes_sent bytes_received bytes_retransmitted segments_lost retransmits_total congestion_window mss path_mtu delivery_rate pacing_rate idle_seconds local remote pid process fd ephemeral)'
complete -c portstat -l sort -d 'sort by these columns' -x -a '(__portstat_list protocol family local_address local_port local_class local_service local_scope remote_address remote_port remote_class remote_service remote_scope interface ipv6_only state direction service class uid user inode receive_queue send_queue backlog timer timer_seconds retransmits probes drops ownership listener_pids processes owners_complete rtt rtt_min rtt_variance bytes_sent bytes_received bytes_retransmitted segments_lost retransmits_total congestion_window mss path_mtu delivery_rate pacing_rate idle_seconds local remote pid process fd ephemeral)'
complete -c portstat -l no-header -s H -d 'no heading, for table and CSV'
complete -c portstat -l quiet -s q -d 'only the PIDs of the owners, one a line'
complete -c portstat -l color -d 'auto (the default), always or never' -x -a 'auto always never'
complete -c portstat -l watch -s c -d 'live, every second or every SECONDS'
complete -c portstat -l source -d 'where to read the sockets: auto, procfs, netlink' -x -a 'auto procfs netlink'
complete -c portstat -l proc -d 'read another proc tree than /proc' -r -F
complete -c portstat -l json-schema -d 'print the JSON Schema of --json'
complete -c portstat -l generate -d 'print the manual or a shell\'s completion' -x -a 'man bash zsh fish services'
complete -c portstat -l help -s h -d 'this text'
complete -c portstat -l version -s V -d 'the version'
