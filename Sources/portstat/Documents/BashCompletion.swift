/// The completion for bash, generated from the option table.
enum BashCompletion {
  static func text() -> String {
    let cases = OptionTable.all.compactMap(line).joined(separator: "\n")
    let options = OptionTable.all.flatMap {
      $0.names.map { "--\($0)" } + ($0.short.map { ["-\($0)"] } ?? [])
    }
    .joined(separator: " ")
    return """
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
      \(cases)
          *)
            if [[ $cur == -* ]]; then
              words='\(options)'
            elif [[ $cur ]]; then
              \(action(.ports))
            fi
            ;;
        esac
        if [[ $is_list ]]; then
          # Only the last value of a list is completed; it may have the prefix ^, or + or - for columns.
          local head=${cur%"${cur##*,}"} last=${cur##*,}
          if [[ $last && $signs == *"${last:0:1}"* ]]; then
            [[ $signs != - ]] || words=$(printf '%s\\n' $words | grep -v :desc)
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
        "${COMP_WORDS[0]}" --csv -H --columns "$@" 2>/dev/null | tr -d '\\r' |
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

      """
  }

  private static func line(_ option: Option) -> String? {
    let long = option.names.map { "--\($0)" }
    let completion: Option.Completion
    // An optional value has to be attached.
    var words = long.map { "\($0)=" }
    switch option.argument {
    case .none: return nil
    case .required(_, let values):
      completion = values
      words += long + (option.short.map { ["-\($0)"] } ?? [])
    case .attached(_, let values): completion = values
    }
    return "    \(words.joined(separator: " | ")))\n      \(action(completion))\n      ;;"
  }

  private static func action(_ completion: Option.Completion) -> String {
    switch completion {
    case .nothing, .addresses: "return"
    case .word(let words): "words='\(words.joined(separator: " "))'"
    case .list(let words): "is_list=words words='\(words.joined(separator: " "))'"
    case .columns, .countedColumns, .sortKeys:
      "is_list=1 signs=\(completion.signs) words='\(completion.columnWords.joined(separator: " "))'"
    case .ports: "is_list=1 words=$(\"${COMP_WORDS[0]}\" --generate services 2>/dev/null)"
    case .pids: "is_list=1 words=$(_portstat_pids)"
    case .processNames: "is_list=1 words=$(_portstat_process_names)"
    case .values(let column): "is_list=1 words=$(_portstat_values \(column))"
    case .users: "is_list=1 words=$(compgen -u)"
    case .interfaces: "is_list=1 words=$(_portstat_interfaces)"
    case .namespaces: "is_list=1 words=$(_portstat_namespaces)"
    case .directory:
      "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- \"$cur\")); return"
    }
  }
}
