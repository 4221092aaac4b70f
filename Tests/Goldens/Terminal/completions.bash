# bash completion for sample
_sample() {
  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD - 1]}"
  local place="sample" word index
  if [[ $current == "=" ]]; then
    current=""
  elif [[ $previous == "=" ]]; then
    previous="${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="${COMP_WORDS[index]}"
    case "$place $word" in
      "sample backtest" | "sample data" | "sample data check" | "sample data export") place="$place $word" ;;
    *) ;;
    esac
  done
  COMPREPLY=()
  case "$place:$previous" in
  "sample:--workers" | "sample:-w")
      return
      ;;
  "sample backtest:--expert" | "sample backtest:-e")
      mapfile -t COMPREPLY < <(compgen -W "buy-and-hold sma-cross" -- "$current")
      return
      ;;
  "sample backtest:--set")
      return
      ;;
  "sample backtest:--seed")
      return
      ;;
  "sample backtest:--report")
      compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
  "sample backtest:--commission-percent-of-value")
      return
      ;;
  "sample backtest:--workers" | "sample backtest:-w")
      return
      ;;
  "sample data:--store")
      compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current")
      return
      ;;
  "sample data:--workers" | "sample data:-w")
      return
      ;;
  "sample data check:--store")
      compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current")
      return
      ;;
  "sample data check:--workers" | "sample data check:-w")
      return
      ;;
  "sample data export:--store")
      compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current")
      return
      ;;
  "sample data export:--workers" | "sample data export:-w")
      return
      ;;
  *) ;;
  esac
  local words=""
  case "$place:$current" in
  "sample:-"*) words="--quiet -q --verbose -v --workers -w --help -h --version" ;;
  "sample:"*)
      words="backtest data"
      ;;
  "sample backtest:-"*) words="--expert -e --set --seed --report --commission-percent-of-value --quiet -q --verbose -v --workers -w --help -h --version" ;;
  "sample backtest:"*)
      words=""
      compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current")
      ;;
  "sample data:-"*) words="--store --quiet -q --verbose -v --workers -w --help -h --version" ;;
  "sample data:"*)
      words="check export"
      ;;
  "sample data check:-"*) words="--store --quiet -q --verbose -v --workers -w --help -h --version" ;;
  "sample data check:"*)
      words=""
      compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current")
      ;;
  "sample data export:-"*) words="--store --quiet -q --verbose -v --workers -w --help -h --version" ;;
  "sample data export:"*)
      words="csv json"
      compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current")
      ;;
  *) ;;
  esac
  mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -F _sample sample
