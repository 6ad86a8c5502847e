/// The completion for fish, generated from the option table.
enum FishCompletion {
  static func text() -> String {
    let lines = OptionTable.all.map(line).joined(separator: "\n")
    return """
      # fish completion for portstat, made by: portstat --generate fish

      # Values separated by commas, each of which may have the prefix ^, or + or - for columns.
      function __portstat_list
          set -l signs ^
          if test "$argv[1]" = --signs
              set signs $argv[2]
              set -e argv[1..2]
          end
          set -l token (string replace -r '^--[a-z-]+=' '' -- (commandline -ct))
          set -l head (string match -r "^(?:.*,)?[\\\\$signs]?" -- $token)
          if test "$signs" = -; and string match -q -- '*-' "$head"
              set argv (string match -v -- '*:desc' $argv)
          end
          # As the table spells states: TIME_WAIT.
          if string match -qr '^[A-Z]+_' -- (string replace -- "$head" '' $token)
              set argv (string upper -- $argv | string replace -a -- - _)
          end
          printf '%s\\n' $head$argv
      end

      # A process can call itself anything: only plain names are offered.
      function __portstat_process_names
          __portstat_list (cat /proc/*/comm 2>/dev/null | string match -r '^[A-Za-z0-9_.:-]+$' | sort -u)
      end

      # Names of units and containers that have sockets now.
      function __portstat_values
          set -l program (commandline -opc)[1]
          __portstat_list ($program --csv -H --columns $argv 2>/dev/null | string match -r '^[A-Za-z0-9_.:@-]+(?=\\r?$)' | sort -u)
      end

      function __portstat_namespaces
          set -l program (commandline -opc)[1]
          set -l containers ($program --csv -H --columns container --netns all 2>/dev/null | string match -r '^[A-Za-z0-9_.:@-]+(?=\\r?$)' | sort -u)
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
      \(lines)

      """
  }

  private static func line(_ option: Option) -> String {
    var line = "complete -c portstat -l \(option.names.joined(separator: " -l "))"
    if let short = option.short { line += " -s \(short)" }
    line += " -d '\(option.summary.split(separator: "'").joined(separator: #"\'"#))'"
    switch option.argument {
    case .none: return line
    // Without -x, the next word is not taken for the value, which has to be attached.
    case .attached(_, let completion): return line + action(completion)
    case .required(_, .directory): return line + " -r -F"
    case .required(_, let completion): return line + " -x" + action(completion)
    }
  }

  private static func action(_ completion: Option.Completion) -> String {
    switch completion {
    case .nothing, .addresses, .directory: ""
    case .word(let words): " -a '\(words.joined(separator: " "))'"
    case .list(let words): " -a '(__portstat_list \(words.joined(separator: " ")))'"
    case .columns, .countedColumns, .sortKeys:
      " -a '(__portstat_list --signs \(completion.signs) \(completion.columnWords.joined(separator: " ")))'"
    case .ports: " -a '(__portstat_services)'"
    case .pids: " -a '(__portstat_pids)'"
    case .processNames: " -a '(__portstat_process_names)'"
    case .values(let column): " -a '(__portstat_values \(column))'"
    case .interfaces:
      " -a '(__portstat_list (string replace /sys/class/net/ \"\" /sys/class/net/*))'"
    case .namespaces: " -a '(__portstat_namespaces)'"
    case .users: " -a '(__portstat_list (__fish_complete_users | string split -f 1 \\t))'"
    }
  }
}
