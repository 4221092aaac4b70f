# fish completion for sample
function __sample_at
  set -l place sample
  for word in (commandline -opc)[2..]
    switch "$place $word"
      case 'sample backtest' 'sample data' 'sample data check' 'sample data export'
        set place "$place $word"
    end
  end
  test "$place" = "$argv"
end

complete -c sample -f
complete -c sample -n '__sample_at sample' -a backtest -d 'run a strategy and print a summary'
complete -c sample -n '__sample_at sample' -a data -d 'look at and change price files'
complete -c sample -n '__sample_at sample' -l quiet -s q -d 'print only what was asked for'
complete -c sample -n '__sample_at sample' -l verbose -s v -d 'print more; twice for more still'
complete -c sample -n '__sample_at sample' -l workers -s w -x -d 'how many threads work'
complete -c sample -n '__sample_at sample' -l help -s h -d 'show this help'
complete -c sample -n '__sample_at sample' -l version -d 'show the version'
complete -c sample -n '__sample_at sample backtest' -l expert -s e -x -a 'buy-and-hold sma-cross' -d 'the strategy'
complete -c sample -n '__sample_at sample backtest' -l set -x -d 'an input of the strategy'
complete -c sample -n '__sample_at sample backtest' -l seed -x -d 'the start of all random streams'
complete -c sample -n '__sample_at sample backtest' -l report -x -a '(__fish_complete_path)' -d 'where the report goes'
complete -c sample -n '__sample_at sample backtest' -l commission-percent-of-value -x -d 'what the broker takes of each fill\'s value, in percent [both sides], don\'t forget it'
complete -c sample -n '__sample_at sample backtest' -l quiet -s q -d 'print only what was asked for'
complete -c sample -n '__sample_at sample backtest' -l verbose -s v -d 'print more; twice for more still'
complete -c sample -n '__sample_at sample backtest' -l workers -s w -x -d 'how many threads work'
complete -c sample -n '__sample_at sample backtest' -l help -s h -d 'show this help'
complete -c sample -n '__sample_at sample backtest' -l version -d 'show the version'
complete -c sample -n '__sample_at sample backtest' -a '(__fish_complete_path)'
complete -c sample -n '__sample_at sample data' -a check -d 'look for errors'
complete -c sample -n '__sample_at sample data' -a export -d 'write a file in another form'
complete -c sample -n '__sample_at sample data' -l store -x -a '(__fish_complete_directories)' -d 'where the store is'
complete -c sample -n '__sample_at sample data' -l quiet -s q -d 'print only what was asked for'
complete -c sample -n '__sample_at sample data' -l verbose -s v -d 'print more; twice for more still'
complete -c sample -n '__sample_at sample data' -l workers -s w -x -d 'how many threads work'
complete -c sample -n '__sample_at sample data' -l help -s h -d 'show this help'
complete -c sample -n '__sample_at sample data' -l version -d 'show the version'
complete -c sample -n '__sample_at sample data check' -l store -x -a '(__fish_complete_directories)' -d 'where the store is'
complete -c sample -n '__sample_at sample data check' -l quiet -s q -d 'print only what was asked for'
complete -c sample -n '__sample_at sample data check' -l verbose -s v -d 'print more; twice for more still'
complete -c sample -n '__sample_at sample data check' -l workers -s w -x -d 'how many threads work'
complete -c sample -n '__sample_at sample data check' -l help -s h -d 'show this help'
complete -c sample -n '__sample_at sample data check' -l version -d 'show the version'
complete -c sample -n '__sample_at sample data check' -a '(__fish_complete_path)'
complete -c sample -n '__sample_at sample data export' -l store -x -a '(__fish_complete_directories)' -d 'where the store is'
complete -c sample -n '__sample_at sample data export' -l quiet -s q -d 'print only what was asked for'
complete -c sample -n '__sample_at sample data export' -l verbose -s v -d 'print more; twice for more still'
complete -c sample -n '__sample_at sample data export' -l workers -s w -x -d 'how many threads work'
complete -c sample -n '__sample_at sample data export' -l help -s h -d 'show this help'
complete -c sample -n '__sample_at sample data export' -l version -d 'show the version'
complete -c sample -n '__sample_at sample data export' -a 'csv json'
complete -c sample -n '__sample_at sample data export' -a '(__fish_complete_path)'
