/// The completion for zsh, generated from the option table.
enum ZshCompletion {
  static func text() -> String {
    let specifications = OptionTable.all.flatMap(lines).joined(separator: " \\\n")
    return """
      #compdef portstat
      # zsh completion for portstat, made by: portstat --generate zsh

      # Values separated by commas, each of which may have the prefix ^.
      _portstat_list() {
        compset -P '*,'
        compset -P '\\^'
        # TIME_WAIT, as the table spells it, becomes time-wait.
        compadd -M 'm:{A-Z_}={a-z-}' -S '' -- "$@"
      }

      # Columns, which may have the prefix + or -.
      _portstat_columns() {
        compset -P '*,'
        compset -P '[+-]'
        compadd -S '' -- "$@"
      }

      # Columns to sort by: -NAME stands for NAME:desc.
      _portstat_sort_keys() {
        compset -P '*,'
        if compset -P '-'; then
          compadd -S '' -- ${@:#*:desc}
        else
          compadd -S '' -- "$@"
        fi
      }

      # A process can call itself anything: only plain names are offered.
      _portstat_process_names() {
        local -aU names
        names=(${(f)"$(cat /proc/<->/comm(N) 2>/dev/null)"})
        _portstat_list ${(M)names:#[A-Za-z0-9_.:-]##}
      }

      # Names of units and containers that have sockets now.
      _portstat_values() {
        local -aU names
        names=(${(f)"$(${words[1]} --csv -H --columns $1 2>/dev/null)"})
        names=(${names%$'\\r'})
        _portstat_list ${(M)names:#[A-Za-z0-9_.:@-]##}
      }

      _portstat_namespaces() {
        local -aU names
        names=(${(f)"$(${words[1]} --csv -H --columns container --netns all 2>/dev/null)"})
        names=(${names%$'\\r'})
        names=(${(M)names:#[A-Za-z0-9_.:@-]##})
        _portstat_list all /run/netns/*(N:t) /run/docker/netns/*(N:t) container:${^names}
      }

      _portstat_services() {
        _portstat_list ${(f)"$(${words[1]} --generate services 2>/dev/null)"}
      }

      # Thousands of names are not offered before a letter is typed.
      _portstat_selectors() {
        [[ $PREFIX == [^+-]* ]] && _portstat_services
      }

      _portstat_users() {
        compset -P '*,'
        compset -P '\\^'
        _users
      }

      _portstat() {
        setopt local_options extended_glob
        _arguments -s -S \\
      \(specifications) \\
          '*:selector: _portstat_selectors'
      }

      _portstat "$@"

      """
  }

  /// The specifications for _arguments, see zshcompsys(1): one for the name and one for the letter.
  private static func lines(_ option: Option) -> [String] {
    var ending = "[\(escaped(option.summary))]"
    var isAttached = false
    switch option.argument {
    case .none: break
    case .required(_, let completion): ending += ":\(option.long):\(action(completion))"
    case .attached(_, let completion):
      isAttached = true
      ending += "::\(option.long):\(action(completion))"
    }
    var takes = ""
    if case .required = option.argument { takes = "=" }
    let long = option.names.map { "    '*--\($0)\(isAttached ? "=-" : takes)\(ending)'" }
    return long + (option.short.map { ["    '*-\($0)\(isAttached ? "-" : "")\(ending)'"] } ?? [])
  }

  /// The action of a specification. A space before the name of a function keeps _arguments from passing it
  /// options of compadd.
  private static func action(_ completion: Option.Completion) -> String {
    switch completion {
    case .nothing, .addresses: " "
    case .word(let words): "(\(words.joined(separator: " ")))"
    case .list(let words): " _portstat_list \(words.joined(separator: " "))"
    case .columns, .countedColumns, .sortKeys:
      " \(completion.signs == "-" ? "_portstat_sort_keys" : "_portstat_columns") "
        + completion.columnWords.joined(separator: " ").replacing(":", with: "\\:")
    case .ports: " _portstat_services"
    case .pids: " _portstat_list ${(M)$(print -r -- /proc/<->(N\\:t))\\:#<->}"
    case .processNames: " _portstat_process_names"
    case .values(let column): " _portstat_values \(column)"
    case .users: " _portstat_users"
    case .interfaces: " _portstat_list /sys/class/net/*(N\\:t)"
    case .namespaces: " _portstat_namespaces"
    case .directory: "_directories"
    }
  }

  private static func escaped(_ text: String) -> String {
    text.map { ["[", "]", ":", "\\"].contains($0) ? "\\\($0)" : $0 == "'" ? "'\\''" : String($0) }
      .joined()
  }
}
