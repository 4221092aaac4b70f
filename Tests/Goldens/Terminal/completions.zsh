#compdef sample

_sample() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -s -S -C \
    '*'{--quiet,-q}'[print only what was asked for]' \
    '*'{--verbose,-v}'[print more; twice for more still]' \
    '(--workers -w)'{--workers,-w}'[how many threads work]:N: ' \
    '*'{--help,-h}'[show this help]' \
    '*--version[show the version]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
  command)
    local -a commands=(
      'backtest:run a strategy and print a summary'
      'data:look at and change price files'
    )
    _describe command commands
    ;;
  rest)
    case $line[1] in
    backtest) _sample_backtest ;;
    data) _sample_data ;;
    esac
    ;;
  esac
}

_sample_backtest() {
  _arguments -s -S -C \
    '(--expert -e)'{--expert,-e}'[the strategy]:NAME:(buy-and-hold sma-cross)' \
    '*--set[an input of the strategy]:INPUT=VALUE: ' \
    '(--seed)--seed[the start of all random streams]:N: ' \
    '(--report)--report[where the report goes]:FILE:_files' \
    '(--commission-percent-of-value)--commission-percent-of-value[what the broker takes of each fill'\''s value, in percent \[both sides\], don'\''t forget it]:PERCENT: ' \
    '*'{--quiet,-q}'[print only what was asked for]' \
    '*'{--verbose,-v}'[print more; twice for more still]' \
    '(--workers -w)'{--workers,-w}'[how many threads work]:N: ' \
    '*'{--help,-h}'[show this help]' \
    '*--version[show the version]' \
    '*:FILE:_files'
}

_sample_data() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -s -S -C \
    '(--store)--store[where the store is]:DIRECTORY:_files -/' \
    '*'{--quiet,-q}'[print only what was asked for]' \
    '*'{--verbose,-v}'[print more; twice for more still]' \
    '(--workers -w)'{--workers,-w}'[how many threads work]:N: ' \
    '*'{--help,-h}'[show this help]' \
    '*--version[show the version]' \
    '1: :->command' \
    '*:: :->rest'
  case $state in
  command)
    local -a commands=(
      'check:look for errors'
      'export:write a file in another form'
    )
    _describe command commands
    ;;
  rest)
    case $line[1] in
    check) _sample_data_check ;;
    export) _sample_data_export ;;
    esac
    ;;
  esac
}

_sample_data_check() {
  _arguments -s -S -C \
    '(--store)--store[where the store is]:DIRECTORY:_files -/' \
    '*'{--quiet,-q}'[print only what was asked for]' \
    '*'{--verbose,-v}'[print more; twice for more still]' \
    '(--workers -w)'{--workers,-w}'[how many threads work]:N: ' \
    '*'{--help,-h}'[show this help]' \
    '*--version[show the version]' \
    '1:FILE:_files'
}

_sample_data_export() {
  _arguments -s -S -C \
    '(--store)--store[where the store is]:DIRECTORY:_files -/' \
    '*'{--quiet,-q}'[print only what was asked for]' \
    '*'{--verbose,-v}'[print more; twice for more still]' \
    '(--workers -w)'{--workers,-w}'[how many threads work]:N: ' \
    '*'{--help,-h}'[show this help]' \
    '*--version[show the version]' \
    '1:FORM:(csv json)' \
    '2:FILE:_files'
}

if [ "$funcstack[1]" = "_sample" ]; then
  _sample "$@"
else
  compdef _sample sample
fi
