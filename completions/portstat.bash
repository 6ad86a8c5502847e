# bash completion for portstat, made by: portstat --generate bash

_portstat() {
  local line=${COMP_LINE:0:COMP_POINT} words= is_list= index signs=^
  # Not COMP_WORDS: bash splits --sort=pid:desc into five words.
  local cur=${line##*[[:space:]]} prev before
  if [[ $cur == --*=* ]]; then
    prev=${cur%%=*}=
    cur=${cur#*=}
  else
    read -ra before <<<"${line%"$cur"}"
    prev=${before[${#before[@]} - 1]}
  fi
  COMPREPLY=()
  case $prev in
    --protocol= | --protocol)
      is_list=words words='inet inet6 tcp udp'
      ;;
    --netns= | --netns)
      is_list=1 words=$(_portstat_namespaces)
      ;;
    --state= | --state)
      is_list=words words='established syn-sent syn-recv fin-wait-1 fin-wait-2 time-wait close close-wait last-ack listen closing bound unconnected connected shutdown all synchronized bucket big'
      ;;
    --port= | --port)
      is_list=1 words=$("${COMP_WORDS[0]}" --generate services 2>/dev/null)
      ;;
    --local-port= | --local-port)
      is_list=1 words=$("${COMP_WORDS[0]}" --generate services 2>/dev/null)
      ;;
    --remote-port= | --remote-port)
      is_list=1 words=$("${COMP_WORDS[0]}" --generate services 2>/dev/null)
      ;;
    --local= | --local)
      return
      ;;
    --remote= | --remote)
      return
      ;;
    --pid= | --pid)
      is_list=1 words=$(_portstat_pids)
      ;;
    --process= | --process)
      is_list=1 words=$(_portstat_process_names)
      ;;
    --command= | --command)
      return
      ;;
    --unit= | --unit)
      is_list=1 words=$(_portstat_values unit)
      ;;
    --container= | --container)
      is_list=1 words=$(_portstat_values container)
      ;;
    --user= | --user)
      is_list=1 words=$(compgen -u)
      ;;
    --class= | --class)
      is_list=words words='well-known registered dynamic'
      ;;
    --scope= | --scope)
      is_list=words words='loopback link-local private multicast any global'
      ;;
    --remote-scope= | --remote-scope)
      is_list=words words='loopback link-local private multicast any global'
      ;;
    --interface= | --interface)
      is_list=1 words=$(_portstat_interfaces)
      ;;
    --ownership= | --ownership)
      is_list=words words='known denied unowned time-wait handshake accept-queue orphan gone unseen'
      ;;
    --direction= | --direction)
      is_list=words words='listening inbound outbound'
      ;;
    --format= | --format)
      words='table json jsonl csv'
      ;;
    --columns= | --columns)
      is_list=1 signs=+- words='protocol family local_address local_port local_class local_service local_scope remote_address remote_port remote_class remote_service remote_scope interface ipv6_only state direction service class uid user inode receive_queue send_queue backlog timer timer_seconds retransmits probes drops ownership listener_pids processes owners_complete unit container pod cgroup cgroup_source rtt rtt_min rtt_variance idle_seconds bytes_sent bytes_received bytes_received_exact bytes_retransmitted send_rate receive_rate segments_lost retransmits_total congestion_window mss path_mtu delivery_rate pacing_rate limited_by congestion_control ulp seen_seconds netns netns_inode local remote pid process command executable fd ephemeral ancestry parents peer_pid peer_process peer_container published_to all'
      ;;
    --sort= | --sort)
      is_list=1 signs=- words='protocol protocol:desc family family:desc local_address local_address:desc local_port local_port:desc local_class local_class:desc local_service local_service:desc local_scope local_scope:desc remote_address remote_address:desc remote_port remote_port:desc remote_class remote_class:desc remote_service remote_service:desc remote_scope remote_scope:desc interface interface:desc ipv6_only ipv6_only:desc state state:desc direction direction:desc service service:desc class class:desc uid uid:desc user user:desc inode inode:desc receive_queue receive_queue:desc send_queue send_queue:desc backlog backlog:desc timer timer:desc timer_seconds timer_seconds:desc retransmits retransmits:desc probes probes:desc drops drops:desc ownership ownership:desc listener_pids listener_pids:desc processes processes:desc owners_complete owners_complete:desc unit unit:desc container container:desc pod pod:desc cgroup cgroup:desc cgroup_source cgroup_source:desc rtt rtt:desc rtt_min rtt_min:desc rtt_variance rtt_variance:desc idle_seconds idle_seconds:desc bytes_sent bytes_sent:desc bytes_received bytes_received:desc bytes_received_exact bytes_received_exact:desc bytes_retransmitted bytes_retransmitted:desc send_rate send_rate:desc receive_rate receive_rate:desc segments_lost segments_lost:desc retransmits_total retransmits_total:desc congestion_window congestion_window:desc mss mss:desc path_mtu path_mtu:desc delivery_rate delivery_rate:desc pacing_rate pacing_rate:desc limited_by limited_by:desc congestion_control congestion_control:desc ulp ulp:desc seen_seconds seen_seconds:desc netns netns:desc netns_inode netns_inode:desc local local:desc remote remote:desc pid pid:desc process process:desc command command:desc executable executable:desc fd fd:desc ephemeral ephemeral:desc ancestry ancestry:desc parents parents:desc peer_pid peer_pid:desc peer_process peer_process:desc peer_container peer_container:desc published_to published_to:desc'
      ;;
    --color= | --color)
      words='auto always never'
      ;;
    --count-by= | --count-by)
      is_list=1 signs=^ words='protocol family local_address local_port local_class local_service local_scope remote_address remote_port remote_class remote_service remote_scope interface ipv6_only state direction service class uid user inode receive_queue send_queue backlog timer timer_seconds retransmits probes drops ownership listener_pids processes owners_complete unit container pod cgroup cgroup_source rtt rtt_min rtt_variance idle_seconds bytes_sent bytes_received bytes_received_exact bytes_retransmitted send_rate receive_rate segments_lost retransmits_total congestion_window mss path_mtu delivery_rate pacing_rate limited_by congestion_control ulp seen_seconds netns netns_inode local remote pid process command executable fd ephemeral ancestry parents peer_pid peer_process peer_container published_to'
      ;;
    --watch= | --continuous=)
      return
      ;;
    --updates= | --updates)
      return
      ;;
    --wait=)
      return
      ;;
    --wait-gone=)
      return
      ;;
    --signal=)
      words='TERM INT QUIT KILL HUP USR1 USR2 STOP CONT TSTP ABRT ALRM WINCH URG PIPE CHLD'
      ;;
    --signal-timeout= | --signal-timeout)
      return
      ;;
    --source= | --source)
      words='auto procfs netlink'
      ;;
    --proc= | --proc)
      compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$cur")); return
      ;;
    --byte-order= | --byte-order)
      words='big little'
      ;;
    --generate= | --generate)
      words='man bash zsh fish services'
      ;;
    *)
      if [[ $cur == -* ]]; then
        words='--all -a --listening --listen -l --tcp -t --udp -u --ipv4 --inet -4 --ipv6 --inet6 -6 --protocol --netns --state --port --local-port --remote-port --local --remote --pid --process --command --unit --container --user --class --scope --remote-scope --interface --ownership --direction --numeric --numeric-ports --numeric-hosts --numeric-users -n --processes --program --programs -p --timers --options -o --info -i --extended --extend -e --wide -W --json -j --jsonl --csv --format --columns --sort --no-header --no-headers -H --quiet -q --color --count-by --summary -s --watch --continuous -c --updates --wait --wait-gone --signal --signal-timeout --yes -y --source --proc --byte-order --published --nat --verbose -v --json-schema --generate --help -h --version -V'
      elif [[ $cur ]]; then
        is_list=1 words=$("${COMP_WORDS[0]}" --generate services 2>/dev/null)
      fi
      ;;
  esac
  if [[ $is_list ]]; then
    # Only the last value of a list is completed; it may have the prefix ^, or + or - for columns.
    local head=${cur%"${cur##*,}"} last=${cur##*,}
    if [[ $last && $signs == *"${last:0:1}"* ]]; then
      [[ $signs != - ]] || words=$(printf '%s\n' $words | grep -v :desc)
      head+=${last:0:1}
      last=${last:1}
    fi
    # As the table spells states: TIME_WAIT.
    if [[ $is_list == words && $last == [A-Z]* ]]; then
      words=${words^^}
      [[ $last != *_* ]] || words=${words//-/_}
    fi
    compopt -o nospace 2>/dev/null
    COMPREPLY=($(compgen -P "$head" -W "$words" -- "$last"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$cur"))
  fi
  # bash replaces only what follows the colon.
  if [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]]; then
    for index in "${!COMPREPLY[@]}"; do
      COMPREPLY[index]=${COMPREPLY[index]#"${cur%"${cur##*:}"}"}
    done
  fi
}

# A process can call itself anything: only plain names are offered.
_portstat_process_names() {
  cat /proc/[0-9]*/comm 2>/dev/null | LC_ALL=C grep -xE '[A-Za-z0-9_.:-]+' | LC_ALL=C sort -u
}

# Names of units and containers that have sockets now.
_portstat_values() {
  "${COMP_WORDS[0]}" --csv -H --columns "$@" 2>/dev/null | tr -d '\r' |
    LC_ALL=C grep -xE '[A-Za-z0-9_.:@-]+' | LC_ALL=C sort -u
}

# compgen -W expands its words.
_portstat_interfaces() {
  command ls /sys/class/net 2>/dev/null | LC_ALL=C grep -xE '[A-Za-z0-9_.:@-]+'
}

_portstat_namespaces() {
  echo all
  command ls /run/netns /run/docker/netns 2>/dev/null | LC_ALL=C grep -xE '[A-Za-z0-9_.-]+'
  _portstat_values container --netns all | LC_ALL=C sed 's/^/container:/'
}

_portstat_pids() {
  local directory
  for directory in /proc/[0-9]*; do echo "${directory#/proc/}"; done
}

complete -F _portstat portstat
