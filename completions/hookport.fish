# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_hookport_global_optspecs
    string join \n api-url= p/profile= log-level= log-format= h/help V/version
end

function __fish_hookport_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_hookport_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_hookport_using_subcommand
    set -l cmd (__fish_hookport_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c hookport -n "__fish_hookport_needs_command" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_needs_command" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_needs_command" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_needs_command" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_needs_command" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_needs_command" -s V -l version -d 'Print version'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "listen" -d 'Forward events to a program on this machine'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "demo" -d 'See it work: webhooks of several senders, delivered to a program, all in this process'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "serve" -d 'Run the gateway'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "send" -d 'Send requests to a source, as a sender would'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "trigger" -d 'Send a source a sample of what its provider sends, freshly signed; or a bookmark'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "plan" -d 'Show what `apply` would do at the gateway, and do nothing'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "apply" -d 'Make the gateway as `hookport.toml` says'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "diff" -d 'Show what `pull` would change in the file, and change nothing'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "pull" -d 'Write what the gateway has into the file'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "destroy" -d 'Delete what the file names, with the connections of it'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "source" -d 'Manage sources, where requests come in'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "sources" -d 'Manage sources, where requests come in'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "destination" -d 'Manage destinations, where events go'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "destinations" -d 'Manage destinations, where events go'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "connection" -d 'Manage connections, the lines between them with their rules'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "connections" -d 'Manage connections, the lines between them with their rules'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "request" -d 'Manage requests, what came in'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "requests" -d 'Manage requests, what came in'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "event" -d 'Manage events, what is to go out'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "events" -d 'Manage events, what is to go out'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "attempt" -d 'Look at attempts, each try at delivering an event'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "attempts" -d 'Look at attempts, each try at delivering an event'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "transformation" -d 'Manage transformations, JavaScript that changes requests on their way'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "transformations" -d 'Manage transformations, JavaScript that changes requests on their way'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "bookmark" -d 'Manage bookmarks, contents worth keeping'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "bookmarks" -d 'Manage bookmarks, contents worth keeping'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "issue" -d 'Look after issues, what went wrong more than once'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "issues" -d 'Look after issues, what went wrong more than once'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "issue-trigger" -d 'Manage issue triggers, what opens issues'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "issue-triggers" -d 'Manage issue triggers, what opens issues'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "bulk" -d 'Do the same thing to many'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "metrics" -d 'Show how much, how often and how fast'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "explain" -d 'Tell what became of a request, and why'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "wait" -d 'Wait until something has come'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "record" -d 'Write requests into files, which `replay` sends again'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "replay" -d 'Send fixtures to a source or a URL, and say what becomes of them'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "notification" -d 'Say what the gateway tells of itself: each notification becomes a request to a source'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "project" -d 'Manage projects, what everything belongs to, and their keys'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "projects" -d 'Manage projects, what everything belongs to, and their keys'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "secrets" -d 'Change the key that the gateway\'s secrets are sealed with'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "login" -d 'Remember a gateway and the API key that opens it'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "logout" -d 'Forget a gateway and its API key'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "whoami" -d 'Show which gateway is spoken to, and as whom'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "doctor" -d 'Look for what commonly goes wrong, and say how to set it right'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "mcp" -d 'Serve the gateway\'s tools to an agent, over standard input and output'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "completion" -d 'Write the script that completes commands in a shell'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "man" -d 'Write the manual, as `man` reads it'
complete -c hookport -n "__fish_hookport_needs_command" -f -a "version" -d 'Write the version'
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l path -d 'The path on the target that the connection leads to; kept at its destination' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l route -d 'Forward what comes from this source elsewhere: `stripe=4000/hooks` (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l since -d 'Fetch what came while nobody listened, since this time (`2h`, `2026-11-24T08:00:00Z`), or since this command was last ended: `last`' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l filter-body -d 'Only events whose body matches this filter' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l filter-headers -d 'Only events whose headers match this filter' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l filter-query -d 'Only events whose query matches this filter' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l filter-path -d 'Only events whose path matches this filter' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l max-connections -d 'How many requests the target gets at once' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l timeout -d 'How long the target may take, like `30s` or `2m`; the gateway decides when not given. With `--expect`, how long all of it may take' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -s o -l output -d 'What is shown; `interactive` becomes `compact` where there is no terminal' -r -f -a "interactive\t'A viewer that fills the terminal'
compact\t'One line for each attempt'
ndjson\t'One JSON object a line, as docs/listen-ndjson.schema.json says'
quiet\t'Only what goes wrong'"
complete -c hookport -n "__fish_hookport_using_subcommand listen" -s H -l header -d 'Give each request this header, in the place of what came under its name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l strip-header -d 'Take this header away from each request (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l host-header -d 'Tell the target that it is called so, instead of the host in its URL; it gets HTTP/1.1 then' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l ca -d 'Trust whoever these certificates vouch for, as PEM' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l cert -d 'Show this certificate to a target that asks for one, as PEM' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l key -d 'The private key of `--cert`, as PEM' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l delay -d 'Keep each request back for so long' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l fault -d 'Answer a share of the requests with this status; the target gets nothing (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l drop -d 'Lose a share of the requests, as though the connection broke' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l duplicate -d 'Give the target a share of the requests twice' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l expect -d 'End with status 0 once the target answered an event that matches this: the API\'s filter, `{"body":{"type":"a"}}`, or one value, `body.type=a`' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l count -d 'How many such events' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l fail-on-status -d 'End with status 1 when the target answers with such a status, or not at all: `>=400`, `500-599`, `!200`' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l junit -d 'Write what came of it to this file, as JUnit does' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand listen" -l no-healthcheck -d 'Do not look whether the target takes connections'
complete -c hookport -n "__fish_hookport_using_subcommand listen" -s k -l insecure -d 'Take the target\'s certificate, whoever signed it'
complete -c hookport -n "__fish_hookport_using_subcommand listen" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand demo" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand demo" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand demo" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand demo" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand demo" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l listen -d 'Where to listen; port 0 picks a free one' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l ingest-listen -d 'Receive webhooks on this address instead, and only them, so that only it faces the internet' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l public-url -d 'What source URLs begin with [default: the address that is listened on]' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l data-dir -d 'Where to keep everything [default: the platform\'s data folder]' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l ready-file -d 'Write the gateway\'s URL to this file once it answers' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l api-rate-limit -d 'API requests a minute and key; 0 is no limit' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l usual-version -d 'The version of the API that a path without a version gets' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l body-limit -d 'Longest body that is received' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l key-mirror -d 'Ask this server for providers\' public keys, where the gateway cannot reach them itself: what is at `https://HOST/PATH` is asked for at `URL/HOST/PATH`' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l max-connections -d 'Sockets open at once' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l header-timeout -d 'How long a client may take to send a request\'s head' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l delivery-timeout -d 'How long a destination may take to answer' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l max-deliveries -d 'Deliveries under way at once, roughly' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l allow-outbound -d 'Send to this network, whatever it is (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l response-limit -d 'Longest answer of a destination that is kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l header-prefix -d 'What the gateway\'s own headers begin with' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l dns-server -d 'Ask this DNS server for the TXT records of custom domains [default: the system\'s]' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l stop-grace -d 'How long deliveries under way may take when the gateway stops' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l session-memory -d 'How long the events of a listener that is away wait for it' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l key-file -d 'The file with the key that secrets are sealed with [default: `master.key` in the data folder]' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand serve" -s o -l output -d 'How to say that it answers: as `text`, or as `json`, on one line' -r -f -a "text\t'For people'
json\t'An object'"
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l accept-any-content-type -d 'Receive bodies of every content type, not only those that the API lists'
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l guard-outbound -d 'Send nothing to this machine and private networks [default: where a network is faced]'
complete -c hookport -n "__fish_hookport_using_subcommand serve" -l key-in-keyring -d 'Keep that key in the system\'s keyring'
complete -c hookport -n "__fish_hookport_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand send" -s d -l data -d 'The body: text, `@FILE` for a file, `-` for standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -l from -d 'Requests in a file, a folder, or standard input (`-`): fixtures as `hookport record` writes them, HAR, curl commands, JSON of `listen` or of lists; what else is said here is changed in each' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand send" -l set -d 'Change a value of the JSON or form, as `path=value`: `items.0.price=5` (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -s X -l method -d 'The method [default: POST]' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -s H -l header -d 'A header, as `name: value` (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -l path -d 'What follows the source\'s own path' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -l query -d 'What follows the `?`, like `a=1&b=2` (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -l content-type -d 'The content type [default: what the body looks like: JSON, XML, a form or text]' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -l resign -d 'Sign it as the source\'s sender would, or as this provider, freshly each time' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -l secret -d 'Where another secret is: `@FILE`, `env:NAME`, or `-` for standard input; JSON for several, a private key in PEM for providers that sign with one [default: the source\'s own]' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -l repeat -d 'Send it this many times' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -l rate -d 'How many a second at most, like `50/s`; each waits for the answer to the one before' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand send" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand send" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand send" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand trigger" -l source -d 'The source, by its name or id [default: the only one of this type]' -r
complete -c hookport -n "__fish_hookport_using_subcommand trigger" -l set -d 'Change a value of the sample, as `path=value`: `data.items.0.price=5` (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand trigger" -l secret -d 'Where another secret is: `@FILE`, `env:NAME`, or `-` for standard input; JSON for several, a private key in PEM for providers that sign with one [default: the source\'s own]' -r
complete -c hookport -n "__fish_hookport_using_subcommand trigger" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand trigger" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand trigger" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand trigger" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand trigger" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand trigger" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand trigger" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand trigger" -l list -d 'List the providers, or the events of one of them'
complete -c hookport -n "__fish_hookport_using_subcommand trigger" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand plan" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand plan" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand plan" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand plan" -s f -l file -d 'The file, instead of the nearest `hookport.toml` from here up' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand plan" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand plan" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand plan" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand plan" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand plan" -l prune -d 'Show what `apply --prune` would do'
complete -c hookport -n "__fish_hookport_using_subcommand plan" -l exit-code -d 'End with status 1 when there is something to do'
complete -c hookport -n "__fish_hookport_using_subcommand plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand apply" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand apply" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand apply" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand apply" -s f -l file -d 'The file, instead of the nearest `hookport.toml` from here up' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand apply" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand apply" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand apply" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand apply" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand apply" -l prune -d 'Delete what the file does not name: everything else in the project that no connection of the file uses, but for what `hookport listen` made'
complete -c hookport -n "__fish_hookport_using_subcommand apply" -l force -d 'Do not ask before something is deleted'
complete -c hookport -n "__fish_hookport_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand diff" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand diff" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand diff" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand diff" -s f -l file -d 'The file, instead of the nearest `hookport.toml` from here up' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand diff" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand diff" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand diff" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand diff" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand diff" -l exit-code -d 'End with status 1 when there is a difference'
complete -c hookport -n "__fish_hookport_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand pull" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand pull" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand pull" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand pull" -s f -l file -d 'The file, instead of the nearest `hookport.toml` from here up' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand pull" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand pull" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand pull" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand pull" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand pull" -l force -d 'Do not ask before a file is changed'
complete -c hookport -n "__fish_hookport_using_subcommand pull" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand destroy" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destroy" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destroy" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destroy" -s f -l file -d 'The file, instead of the nearest `hookport.toml` from here up' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand destroy" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destroy" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destroy" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destroy" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destroy" -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand destroy" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "list" -d 'List sources'
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "get" -d 'Show one source'
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "create" -d 'Make a source'
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "upsert" -d 'Make a source, or change the one of this name'
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "update" -d 'Change a source'
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "delete" -d 'Delete a source, and its connections'
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "enable" -d 'Let a source receive again'
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "disable" -d 'Let a source refuse everything'
complete -c hookport -n "__fish_hookport_using_subcommand source; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "count" -d 'Count sources'
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l type -d 'Only those of this type' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l disabled -d 'Disabled ones too' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l disabled-after -d 'Only those disabled since' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l disabled-before -d 'Only those disabled until' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from get" -l include-auth -d 'Show its secrets too'
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l name -d 'Its name' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l type -d 'WEBHOOK, HTTP, PUBLISH_API or a provider like STRIPE' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l allowed-http-methods -d 'Methods that it lets in, like POST,PUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l custom-response-content-type -d 'What kind of answer senders get' -r -f -a "json\t''
text\t''
xml\t''"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l custom-response-body -d 'The answer that senders get' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l auth-type -d 'How senders prove who they are: HMAC, BASIC_AUTH, API_KEY' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l webhook-secret-file -d 'A file with the provider\'s signing secret; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l type -d 'WEBHOOK, HTTP, PUBLISH_API or a provider like STRIPE' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l allowed-http-methods -d 'Methods that it lets in, like POST,PUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l custom-response-content-type -d 'What kind of answer senders get' -r -f -a "json\t''
text\t''
xml\t''"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l custom-response-body -d 'The answer that senders get' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l auth-type -d 'How senders prove who they are: HMAC, BASIC_AUTH, API_KEY' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l webhook-secret-file -d 'A file with the provider\'s signing secret; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -l dry-run -d 'Show what would change, as `hookport plan` does, and change nothing'
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from upsert" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l type -d 'WEBHOOK, HTTP, PUBLISH_API or a provider like STRIPE' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l allowed-http-methods -d 'Methods that it lets in, like POST,PUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l custom-response-content-type -d 'What kind of answer senders get' -r -f -a "json\t''
text\t''
xml\t''"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l custom-response-body -d 'The answer that senders get' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l auth-type -d 'How senders prove who they are: HMAC, BASIC_AUTH, API_KEY' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l webhook-secret-file -d 'A file with the provider\'s signing secret; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from delete" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from delete" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from delete" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from delete" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from delete" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from delete" -s f -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from enable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from enable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from enable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from enable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from enable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from enable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from enable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from disable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from disable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from disable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from disable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from disable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from disable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from disable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from count" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from count" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from count" -l type -d 'Only those of this type' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from count" -l disabled -d 'Disabled ones too' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from count" -l disabled-after -d 'Only those disabled since' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from count" -l disabled-before -d 'Only those disabled until' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand source; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "list" -d 'List sources'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "get" -d 'Show one source'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "create" -d 'Make a source'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "upsert" -d 'Make a source, or change the one of this name'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "update" -d 'Change a source'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "delete" -d 'Delete a source, and its connections'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "enable" -d 'Let a source receive again'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "disable" -d 'Let a source refuse everything'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "count" -d 'Count sources'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l type -d 'Only those of this type' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l disabled -d 'Disabled ones too' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l disabled-after -d 'Only those disabled since' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l disabled-before -d 'Only those disabled until' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from get" -l include-auth -d 'Show its secrets too'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l name -d 'Its name' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l type -d 'WEBHOOK, HTTP, PUBLISH_API or a provider like STRIPE' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l allowed-http-methods -d 'Methods that it lets in, like POST,PUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l custom-response-content-type -d 'What kind of answer senders get' -r -f -a "json\t''
text\t''
xml\t''"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l custom-response-body -d 'The answer that senders get' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l auth-type -d 'How senders prove who they are: HMAC, BASIC_AUTH, API_KEY' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l webhook-secret-file -d 'A file with the provider\'s signing secret; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l type -d 'WEBHOOK, HTTP, PUBLISH_API or a provider like STRIPE' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l allowed-http-methods -d 'Methods that it lets in, like POST,PUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l custom-response-content-type -d 'What kind of answer senders get' -r -f -a "json\t''
text\t''
xml\t''"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l custom-response-body -d 'The answer that senders get' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l auth-type -d 'How senders prove who they are: HMAC, BASIC_AUTH, API_KEY' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l webhook-secret-file -d 'A file with the provider\'s signing secret; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -l dry-run -d 'Show what would change, as `hookport plan` does, and change nothing'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from upsert" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l type -d 'WEBHOOK, HTTP, PUBLISH_API or a provider like STRIPE' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l allowed-http-methods -d 'Methods that it lets in, like POST,PUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l custom-response-content-type -d 'What kind of answer senders get' -r -f -a "json\t''
text\t''
xml\t''"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l custom-response-body -d 'The answer that senders get' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l auth-type -d 'How senders prove who they are: HMAC, BASIC_AUTH, API_KEY' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l webhook-secret-file -d 'A file with the provider\'s signing secret; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from delete" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from delete" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from delete" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from delete" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from delete" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from delete" -s f -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from enable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from enable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from enable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from enable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from enable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from enable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from enable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from disable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from disable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from disable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from disable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from disable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from disable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from disable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from count" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from count" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from count" -l type -d 'Only those of this type' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from count" -l disabled -d 'Disabled ones too' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from count" -l disabled-after -d 'Only those disabled since' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from count" -l disabled-before -d 'Only those disabled until' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand sources; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "list" -d 'List destinations'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "get" -d 'Show one destination'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "create" -d 'Make a destination'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "upsert" -d 'Make a destination, or change the one of this name'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "update" -d 'Change a destination'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "delete" -d 'Delete a destination, and its connections'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "enable" -d 'Deliver to a destination again'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "disable" -d 'Deliver nothing to a destination'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "count" -d 'Count destinations'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l type -d 'Only those of this type' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l disabled -d 'Disabled ones too' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l disabled-after -d 'Only those disabled since' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l disabled-before -d 'Only those disabled until' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from get" -l include-auth -d 'Show its secrets too'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l name -d 'Its name' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l type -d 'How it is reached' -r -f -a "HTTP\t''
CLI\t''
MOCK_API\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l url -d 'HTTP: where to deliver' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l cli-path -d 'CLI: the path on the listener\'s target' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l http-method -d 'The method to deliver with, whatever the request\'s was' -r -f -a "GET\t''
POST\t''
PUT\t''
PATCH\t''
DELETE\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l path-forwarding-disabled -d 'Leave out the path that the request had' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l rate-limit -d 'At most this many deliveries in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l rate-limit-period -d 'The period; `concurrent` counts deliveries under way' -r -f -a "second\t''
minute\t''
hour\t''
concurrent\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l delivery-group-key -d 'Group events by this path into what comes, like body.customer_id' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l delivery-group-rate -d 'At most this many deliveries of each group in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l delivery-group-rate-period -d 'The period for each group' -r -f -a "second\t''
minute\t''
hour\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l delivery-group-overrides -d 'Groups that have another pace, as JSON: {"vip": {"rate_limit": 5, "rate_limit_period": "second"}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l delivery-group-order -d 'Deliver each group strictly in order, one at a time; while its head is tried again it waits' -r -f -a "strict\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l circuit-breaker-failures -d 'Leave it alone for a while after this many failures in a row' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l circuit-breaker-pause -d 'For how many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l auth-type -d 'How deliveries prove who they are: HOOKDECK_SIGNATURE, BASIC_AUTH, API_KEY, BEARER_TOKEN, CUSTOM_SIGNATURE, OAUTH2_CLIENT_CREDENTIALS, OAUTH2_AUTHORIZATION_CODE, AWS_SIGNATURE, GCP_SERVICE_ACCOUNT' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l type -d 'How it is reached' -r -f -a "HTTP\t''
CLI\t''
MOCK_API\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l url -d 'HTTP: where to deliver' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l cli-path -d 'CLI: the path on the listener\'s target' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l http-method -d 'The method to deliver with, whatever the request\'s was' -r -f -a "GET\t''
POST\t''
PUT\t''
PATCH\t''
DELETE\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l path-forwarding-disabled -d 'Leave out the path that the request had' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l rate-limit -d 'At most this many deliveries in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l rate-limit-period -d 'The period; `concurrent` counts deliveries under way' -r -f -a "second\t''
minute\t''
hour\t''
concurrent\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l delivery-group-key -d 'Group events by this path into what comes, like body.customer_id' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l delivery-group-rate -d 'At most this many deliveries of each group in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l delivery-group-rate-period -d 'The period for each group' -r -f -a "second\t''
minute\t''
hour\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l delivery-group-overrides -d 'Groups that have another pace, as JSON: {"vip": {"rate_limit": 5, "rate_limit_period": "second"}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l delivery-group-order -d 'Deliver each group strictly in order, one at a time; while its head is tried again it waits' -r -f -a "strict\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l circuit-breaker-failures -d 'Leave it alone for a while after this many failures in a row' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l circuit-breaker-pause -d 'For how many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l auth-type -d 'How deliveries prove who they are: HOOKDECK_SIGNATURE, BASIC_AUTH, API_KEY, BEARER_TOKEN, CUSTOM_SIGNATURE, OAUTH2_CLIENT_CREDENTIALS, OAUTH2_AUTHORIZATION_CODE, AWS_SIGNATURE, GCP_SERVICE_ACCOUNT' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -l dry-run -d 'Show what would change, as `hookport plan` does, and change nothing'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from upsert" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l type -d 'How it is reached' -r -f -a "HTTP\t''
CLI\t''
MOCK_API\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l url -d 'HTTP: where to deliver' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l cli-path -d 'CLI: the path on the listener\'s target' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l http-method -d 'The method to deliver with, whatever the request\'s was' -r -f -a "GET\t''
POST\t''
PUT\t''
PATCH\t''
DELETE\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l path-forwarding-disabled -d 'Leave out the path that the request had' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l rate-limit -d 'At most this many deliveries in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l rate-limit-period -d 'The period; `concurrent` counts deliveries under way' -r -f -a "second\t''
minute\t''
hour\t''
concurrent\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l delivery-group-key -d 'Group events by this path into what comes, like body.customer_id' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l delivery-group-rate -d 'At most this many deliveries of each group in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l delivery-group-rate-period -d 'The period for each group' -r -f -a "second\t''
minute\t''
hour\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l delivery-group-overrides -d 'Groups that have another pace, as JSON: {"vip": {"rate_limit": 5, "rate_limit_period": "second"}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l delivery-group-order -d 'Deliver each group strictly in order, one at a time; while its head is tried again it waits' -r -f -a "strict\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l circuit-breaker-failures -d 'Leave it alone for a while after this many failures in a row' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l circuit-breaker-pause -d 'For how many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l auth-type -d 'How deliveries prove who they are: HOOKDECK_SIGNATURE, BASIC_AUTH, API_KEY, BEARER_TOKEN, CUSTOM_SIGNATURE, OAUTH2_CLIENT_CREDENTIALS, OAUTH2_AUTHORIZATION_CODE, AWS_SIGNATURE, GCP_SERVICE_ACCOUNT' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from delete" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from delete" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from delete" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from delete" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from delete" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from delete" -s f -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from enable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from enable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from enable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from enable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from enable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from enable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from enable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from disable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from disable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from disable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from disable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from disable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from disable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from disable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from count" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from count" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from count" -l type -d 'Only those of this type' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from count" -l disabled -d 'Disabled ones too' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from count" -l disabled-after -d 'Only those disabled since' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from count" -l disabled-before -d 'Only those disabled until' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destination; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "list" -d 'List destinations'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "get" -d 'Show one destination'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "create" -d 'Make a destination'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "upsert" -d 'Make a destination, or change the one of this name'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "update" -d 'Change a destination'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "delete" -d 'Delete a destination, and its connections'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "enable" -d 'Deliver to a destination again'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "disable" -d 'Deliver nothing to a destination'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and not __fish_seen_subcommand_from list get create upsert update delete enable disable count" -f -a "count" -d 'Count destinations'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l type -d 'Only those of this type' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l disabled -d 'Disabled ones too' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l disabled-after -d 'Only those disabled since' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l disabled-before -d 'Only those disabled until' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from get" -l include-auth -d 'Show its secrets too'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l name -d 'Its name' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l type -d 'How it is reached' -r -f -a "HTTP\t''
CLI\t''
MOCK_API\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l url -d 'HTTP: where to deliver' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l cli-path -d 'CLI: the path on the listener\'s target' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l http-method -d 'The method to deliver with, whatever the request\'s was' -r -f -a "GET\t''
POST\t''
PUT\t''
PATCH\t''
DELETE\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l path-forwarding-disabled -d 'Leave out the path that the request had' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l rate-limit -d 'At most this many deliveries in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l rate-limit-period -d 'The period; `concurrent` counts deliveries under way' -r -f -a "second\t''
minute\t''
hour\t''
concurrent\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l delivery-group-key -d 'Group events by this path into what comes, like body.customer_id' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l delivery-group-rate -d 'At most this many deliveries of each group in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l delivery-group-rate-period -d 'The period for each group' -r -f -a "second\t''
minute\t''
hour\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l delivery-group-overrides -d 'Groups that have another pace, as JSON: {"vip": {"rate_limit": 5, "rate_limit_period": "second"}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l delivery-group-order -d 'Deliver each group strictly in order, one at a time; while its head is tried again it waits' -r -f -a "strict\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l circuit-breaker-failures -d 'Leave it alone for a while after this many failures in a row' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l circuit-breaker-pause -d 'For how many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l auth-type -d 'How deliveries prove who they are: HOOKDECK_SIGNATURE, BASIC_AUTH, API_KEY, BEARER_TOKEN, CUSTOM_SIGNATURE, OAUTH2_CLIENT_CREDENTIALS, OAUTH2_AUTHORIZATION_CODE, AWS_SIGNATURE, GCP_SERVICE_ACCOUNT' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l type -d 'How it is reached' -r -f -a "HTTP\t''
CLI\t''
MOCK_API\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l url -d 'HTTP: where to deliver' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l cli-path -d 'CLI: the path on the listener\'s target' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l http-method -d 'The method to deliver with, whatever the request\'s was' -r -f -a "GET\t''
POST\t''
PUT\t''
PATCH\t''
DELETE\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l path-forwarding-disabled -d 'Leave out the path that the request had' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l rate-limit -d 'At most this many deliveries in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l rate-limit-period -d 'The period; `concurrent` counts deliveries under way' -r -f -a "second\t''
minute\t''
hour\t''
concurrent\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l delivery-group-key -d 'Group events by this path into what comes, like body.customer_id' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l delivery-group-rate -d 'At most this many deliveries of each group in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l delivery-group-rate-period -d 'The period for each group' -r -f -a "second\t''
minute\t''
hour\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l delivery-group-overrides -d 'Groups that have another pace, as JSON: {"vip": {"rate_limit": 5, "rate_limit_period": "second"}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l delivery-group-order -d 'Deliver each group strictly in order, one at a time; while its head is tried again it waits' -r -f -a "strict\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l circuit-breaker-failures -d 'Leave it alone for a while after this many failures in a row' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l circuit-breaker-pause -d 'For how many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l auth-type -d 'How deliveries prove who they are: HOOKDECK_SIGNATURE, BASIC_AUTH, API_KEY, BEARER_TOKEN, CUSTOM_SIGNATURE, OAUTH2_CLIENT_CREDENTIALS, OAUTH2_AUTHORIZATION_CODE, AWS_SIGNATURE, GCP_SERVICE_ACCOUNT' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -l dry-run -d 'Show what would change, as `hookport plan` does, and change nothing'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from upsert" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l type -d 'How it is reached' -r -f -a "HTTP\t''
CLI\t''
MOCK_API\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l url -d 'HTTP: where to deliver' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l cli-path -d 'CLI: the path on the listener\'s target' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l http-method -d 'The method to deliver with, whatever the request\'s was' -r -f -a "GET\t''
POST\t''
PUT\t''
PATCH\t''
DELETE\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l path-forwarding-disabled -d 'Leave out the path that the request had' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l rate-limit -d 'At most this many deliveries in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l rate-limit-period -d 'The period; `concurrent` counts deliveries under way' -r -f -a "second\t''
minute\t''
hour\t''
concurrent\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l delivery-group-key -d 'Group events by this path into what comes, like body.customer_id' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l delivery-group-rate -d 'At most this many deliveries of each group in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l delivery-group-rate-period -d 'The period for each group' -r -f -a "second\t''
minute\t''
hour\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l delivery-group-overrides -d 'Groups that have another pace, as JSON: {"vip": {"rate_limit": 5, "rate_limit_period": "second"}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l delivery-group-order -d 'Deliver each group strictly in order, one at a time; while its head is tried again it waits' -r -f -a "strict\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l circuit-breaker-failures -d 'Leave it alone for a while after this many failures in a row' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l circuit-breaker-pause -d 'For how many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l auth-type -d 'How deliveries prove who they are: HOOKDECK_SIGNATURE, BASIC_AUTH, API_KEY, BEARER_TOKEN, CUSTOM_SIGNATURE, OAUTH2_CLIENT_CREDENTIALS, OAUTH2_AUTHORIZATION_CODE, AWS_SIGNATURE, GCP_SERVICE_ACCOUNT' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from delete" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from delete" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from delete" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from delete" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from delete" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from delete" -s f -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from enable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from enable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from enable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from enable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from enable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from enable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from enable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from disable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from disable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from disable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from disable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from disable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from disable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from disable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from count" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from count" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from count" -l type -d 'Only those of this type' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from count" -l disabled -d 'Disabled ones too' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from count" -l disabled-after -d 'Only those disabled since' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from count" -l disabled-before -d 'Only those disabled until' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand destinations; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "list" -d 'List connections'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "get" -d 'Show one connection, its source and its destination'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "create" -d 'Make a connection, and the source and destination that it names'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "upsert" -d 'Make a connection, or change the one of this name'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "update" -d 'Change a connection\'s name, description or rules'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "delete" -d 'Delete a connection'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "enable" -d 'Let requests pass through a connection again'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "disable" -d 'Let requests pass a connection by'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "pause" -d 'Hold events back until the connection is unpaused'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "unpause" -d 'Deliver what was held back, and what comes'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "count" -d 'Count connections'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l full-name -d 'Only those whose source, own or destination name holds this' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l source -d 'Only those of this source (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l destination -d 'Only those to this destination (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l disabled -d 'Disabled ones too' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l disabled-after -d 'Only those disabled since' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l disabled-before -d 'Only those disabled until' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l paused -d 'Only paused ones' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l paused-after -d 'Only those paused since' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l paused-before -d 'Only those paused until' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l name -d 'Its name' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rules -d 'All its rules, as a list' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rules-file -d 'A file with all its rules, as a list' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rule-filter-body -d 'Let only requests pass whose body matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rule-filter-headers -d 'Let only requests pass whose headers match' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rule-filter-query -d 'Let only requests pass whose query matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rule-filter-path -d 'Let only requests pass whose path matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rule-transform -d 'Change requests with this transformation' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rule-deduplicate-window -d 'Ignore what came before within so many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rule-deduplicate-include-fields -d 'What makes two requests the same, like body.id,headers.x-id' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rule-deduplicate-exclude-fields -d 'What makes no difference between two requests' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rule-delay -d 'Wait this many milliseconds before the first attempt' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rule-retry-strategy -d 'Try again after a failure: evenly, or ever more slowly' -r -f -a "linear\t''
exponential\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rule-retry-count -d 'How often to try again' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rule-retry-interval -d 'How many milliseconds to wait before trying again' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l rule-retry-response-status-codes -d 'Try again only after these answers, like 500-599,!501' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l source -d 'The source, when it is there already' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination -d 'The destination, when it is there already' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l source-name -d 'Its name; it is made, or changed, with the connection' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l source-description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l source-type -d 'WEBHOOK, HTTP, PUBLISH_API or a provider like STRIPE' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l source-config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l source-config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l source-allowed-http-methods -d 'Methods that it lets in, like POST,PUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l source-custom-response-content-type -d 'What kind of answer senders get' -r -f -a "json\t''
text\t''
xml\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l source-custom-response-body -d 'The answer that senders get' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l source-auth-type -d 'How senders prove who they are: HMAC, BASIC_AUTH, API_KEY' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l source-auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l source-webhook-secret-file -d 'A file with the provider\'s signing secret; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-name -d 'Its name; it is made, or changed, with the connection' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-type -d 'How it is reached' -r -f -a "HTTP\t''
CLI\t''
MOCK_API\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-url -d 'HTTP: where to deliver' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-cli-path -d 'CLI: the path on the listener\'s target' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-http-method -d 'The method to deliver with, whatever the request\'s was' -r -f -a "GET\t''
POST\t''
PUT\t''
PATCH\t''
DELETE\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-path-forwarding-disabled -d 'Leave out the path that the request had' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-rate-limit -d 'At most this many deliveries in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-rate-limit-period -d 'The period; `concurrent` counts deliveries under way' -r -f -a "second\t''
minute\t''
hour\t''
concurrent\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-delivery-group-key -d 'Group events by this path into what comes, like body.customer_id' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-delivery-group-rate -d 'At most this many deliveries of each group in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-delivery-group-rate-period -d 'The period for each group' -r -f -a "second\t''
minute\t''
hour\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-delivery-group-overrides -d 'Groups that have another pace, as JSON: {"vip": {"rate_limit": 5, "rate_limit_period": "second"}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-delivery-group-order -d 'Deliver each group strictly in order, one at a time; while its head is tried again it waits' -r -f -a "strict\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-circuit-breaker-failures -d 'Leave it alone for a while after this many failures in a row' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-circuit-breaker-pause -d 'For how many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-auth-type -d 'How deliveries prove who they are: HOOKDECK_SIGNATURE, BASIC_AUTH, API_KEY, BEARER_TOKEN, CUSTOM_SIGNATURE, OAUTH2_CLIENT_CREDENTIALS, OAUTH2_AUTHORIZATION_CODE, AWS_SIGNATURE, GCP_SERVICE_ACCOUNT' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l destination-auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rules -d 'All its rules, as a list' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rules-file -d 'A file with all its rules, as a list' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rule-filter-body -d 'Let only requests pass whose body matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rule-filter-headers -d 'Let only requests pass whose headers match' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rule-filter-query -d 'Let only requests pass whose query matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rule-filter-path -d 'Let only requests pass whose path matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rule-transform -d 'Change requests with this transformation' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rule-deduplicate-window -d 'Ignore what came before within so many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rule-deduplicate-include-fields -d 'What makes two requests the same, like body.id,headers.x-id' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rule-deduplicate-exclude-fields -d 'What makes no difference between two requests' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rule-delay -d 'Wait this many milliseconds before the first attempt' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rule-retry-strategy -d 'Try again after a failure: evenly, or ever more slowly' -r -f -a "linear\t''
exponential\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rule-retry-count -d 'How often to try again' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rule-retry-interval -d 'How many milliseconds to wait before trying again' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l rule-retry-response-status-codes -d 'Try again only after these answers, like 500-599,!501' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l source -d 'The source, when it is there already' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination -d 'The destination, when it is there already' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l source-name -d 'Its name; it is made, or changed, with the connection' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l source-description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l source-type -d 'WEBHOOK, HTTP, PUBLISH_API or a provider like STRIPE' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l source-config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l source-config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l source-allowed-http-methods -d 'Methods that it lets in, like POST,PUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l source-custom-response-content-type -d 'What kind of answer senders get' -r -f -a "json\t''
text\t''
xml\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l source-custom-response-body -d 'The answer that senders get' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l source-auth-type -d 'How senders prove who they are: HMAC, BASIC_AUTH, API_KEY' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l source-auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l source-webhook-secret-file -d 'A file with the provider\'s signing secret; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-name -d 'Its name; it is made, or changed, with the connection' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-type -d 'How it is reached' -r -f -a "HTTP\t''
CLI\t''
MOCK_API\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-url -d 'HTTP: where to deliver' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-cli-path -d 'CLI: the path on the listener\'s target' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-http-method -d 'The method to deliver with, whatever the request\'s was' -r -f -a "GET\t''
POST\t''
PUT\t''
PATCH\t''
DELETE\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-path-forwarding-disabled -d 'Leave out the path that the request had' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-rate-limit -d 'At most this many deliveries in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-rate-limit-period -d 'The period; `concurrent` counts deliveries under way' -r -f -a "second\t''
minute\t''
hour\t''
concurrent\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-delivery-group-key -d 'Group events by this path into what comes, like body.customer_id' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-delivery-group-rate -d 'At most this many deliveries of each group in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-delivery-group-rate-period -d 'The period for each group' -r -f -a "second\t''
minute\t''
hour\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-delivery-group-overrides -d 'Groups that have another pace, as JSON: {"vip": {"rate_limit": 5, "rate_limit_period": "second"}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-delivery-group-order -d 'Deliver each group strictly in order, one at a time; while its head is tried again it waits' -r -f -a "strict\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-circuit-breaker-failures -d 'Leave it alone for a while after this many failures in a row' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-circuit-breaker-pause -d 'For how many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-auth-type -d 'How deliveries prove who they are: HOOKDECK_SIGNATURE, BASIC_AUTH, API_KEY, BEARER_TOKEN, CUSTOM_SIGNATURE, OAUTH2_CLIENT_CREDENTIALS, OAUTH2_AUTHORIZATION_CODE, AWS_SIGNATURE, GCP_SERVICE_ACCOUNT' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l destination-auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -l dry-run -d 'Show what would change, as `hookport plan` does, and change nothing'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from upsert" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rules -d 'All its rules, as a list' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rules-file -d 'A file with all its rules, as a list' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rule-filter-body -d 'Let only requests pass whose body matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rule-filter-headers -d 'Let only requests pass whose headers match' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rule-filter-query -d 'Let only requests pass whose query matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rule-filter-path -d 'Let only requests pass whose path matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rule-transform -d 'Change requests with this transformation' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rule-deduplicate-window -d 'Ignore what came before within so many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rule-deduplicate-include-fields -d 'What makes two requests the same, like body.id,headers.x-id' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rule-deduplicate-exclude-fields -d 'What makes no difference between two requests' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rule-delay -d 'Wait this many milliseconds before the first attempt' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rule-retry-strategy -d 'Try again after a failure: evenly, or ever more slowly' -r -f -a "linear\t''
exponential\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rule-retry-count -d 'How often to try again' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rule-retry-interval -d 'How many milliseconds to wait before trying again' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l rule-retry-response-status-codes -d 'Try again only after these answers, like 500-599,!501' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from delete" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from delete" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from delete" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from delete" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from delete" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from delete" -s f -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from enable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from enable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from enable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from enable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from enable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from enable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from enable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from disable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from disable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from disable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from disable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from disable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from disable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from disable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from pause" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from pause" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from pause" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from pause" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from pause" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from pause" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from pause" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from pause" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from unpause" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from unpause" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from unpause" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from unpause" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from unpause" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from unpause" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from unpause" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from unpause" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l full-name -d 'Only those whose source, own or destination name holds this' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l source -d 'Only those of this source (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l destination -d 'Only those to this destination (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l disabled -d 'Disabled ones too' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l disabled-after -d 'Only those disabled since' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l disabled-before -d 'Only those disabled until' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l paused -d 'Only paused ones' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l paused-after -d 'Only those paused since' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l paused-before -d 'Only those paused until' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connection; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "list" -d 'List connections'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "get" -d 'Show one connection, its source and its destination'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "create" -d 'Make a connection, and the source and destination that it names'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "upsert" -d 'Make a connection, or change the one of this name'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "update" -d 'Change a connection\'s name, description or rules'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "delete" -d 'Delete a connection'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "enable" -d 'Let requests pass through a connection again'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "disable" -d 'Let requests pass a connection by'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "pause" -d 'Hold events back until the connection is unpaused'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "unpause" -d 'Deliver what was held back, and what comes'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and not __fish_seen_subcommand_from list get create upsert update delete enable disable pause unpause count" -f -a "count" -d 'Count connections'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l full-name -d 'Only those whose source, own or destination name holds this' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l source -d 'Only those of this source (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l destination -d 'Only those to this destination (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l disabled -d 'Disabled ones too' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l disabled-after -d 'Only those disabled since' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l disabled-before -d 'Only those disabled until' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l paused -d 'Only paused ones' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l paused-after -d 'Only those paused since' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l paused-before -d 'Only those paused until' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l name -d 'Its name' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rules -d 'All its rules, as a list' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rules-file -d 'A file with all its rules, as a list' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rule-filter-body -d 'Let only requests pass whose body matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rule-filter-headers -d 'Let only requests pass whose headers match' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rule-filter-query -d 'Let only requests pass whose query matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rule-filter-path -d 'Let only requests pass whose path matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rule-transform -d 'Change requests with this transformation' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rule-deduplicate-window -d 'Ignore what came before within so many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rule-deduplicate-include-fields -d 'What makes two requests the same, like body.id,headers.x-id' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rule-deduplicate-exclude-fields -d 'What makes no difference between two requests' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rule-delay -d 'Wait this many milliseconds before the first attempt' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rule-retry-strategy -d 'Try again after a failure: evenly, or ever more slowly' -r -f -a "linear\t''
exponential\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rule-retry-count -d 'How often to try again' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rule-retry-interval -d 'How many milliseconds to wait before trying again' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l rule-retry-response-status-codes -d 'Try again only after these answers, like 500-599,!501' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l source -d 'The source, when it is there already' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination -d 'The destination, when it is there already' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l source-name -d 'Its name; it is made, or changed, with the connection' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l source-description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l source-type -d 'WEBHOOK, HTTP, PUBLISH_API or a provider like STRIPE' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l source-config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l source-config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l source-allowed-http-methods -d 'Methods that it lets in, like POST,PUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l source-custom-response-content-type -d 'What kind of answer senders get' -r -f -a "json\t''
text\t''
xml\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l source-custom-response-body -d 'The answer that senders get' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l source-auth-type -d 'How senders prove who they are: HMAC, BASIC_AUTH, API_KEY' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l source-auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l source-webhook-secret-file -d 'A file with the provider\'s signing secret; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-name -d 'Its name; it is made, or changed, with the connection' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-type -d 'How it is reached' -r -f -a "HTTP\t''
CLI\t''
MOCK_API\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-url -d 'HTTP: where to deliver' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-cli-path -d 'CLI: the path on the listener\'s target' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-http-method -d 'The method to deliver with, whatever the request\'s was' -r -f -a "GET\t''
POST\t''
PUT\t''
PATCH\t''
DELETE\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-path-forwarding-disabled -d 'Leave out the path that the request had' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-rate-limit -d 'At most this many deliveries in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-rate-limit-period -d 'The period; `concurrent` counts deliveries under way' -r -f -a "second\t''
minute\t''
hour\t''
concurrent\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-delivery-group-key -d 'Group events by this path into what comes, like body.customer_id' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-delivery-group-rate -d 'At most this many deliveries of each group in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-delivery-group-rate-period -d 'The period for each group' -r -f -a "second\t''
minute\t''
hour\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-delivery-group-overrides -d 'Groups that have another pace, as JSON: {"vip": {"rate_limit": 5, "rate_limit_period": "second"}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-delivery-group-order -d 'Deliver each group strictly in order, one at a time; while its head is tried again it waits' -r -f -a "strict\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-circuit-breaker-failures -d 'Leave it alone for a while after this many failures in a row' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-circuit-breaker-pause -d 'For how many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-auth-type -d 'How deliveries prove who they are: HOOKDECK_SIGNATURE, BASIC_AUTH, API_KEY, BEARER_TOKEN, CUSTOM_SIGNATURE, OAUTH2_CLIENT_CREDENTIALS, OAUTH2_AUTHORIZATION_CODE, AWS_SIGNATURE, GCP_SERVICE_ACCOUNT' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l destination-auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rules -d 'All its rules, as a list' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rules-file -d 'A file with all its rules, as a list' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rule-filter-body -d 'Let only requests pass whose body matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rule-filter-headers -d 'Let only requests pass whose headers match' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rule-filter-query -d 'Let only requests pass whose query matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rule-filter-path -d 'Let only requests pass whose path matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rule-transform -d 'Change requests with this transformation' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rule-deduplicate-window -d 'Ignore what came before within so many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rule-deduplicate-include-fields -d 'What makes two requests the same, like body.id,headers.x-id' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rule-deduplicate-exclude-fields -d 'What makes no difference between two requests' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rule-delay -d 'Wait this many milliseconds before the first attempt' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rule-retry-strategy -d 'Try again after a failure: evenly, or ever more slowly' -r -f -a "linear\t''
exponential\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rule-retry-count -d 'How often to try again' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rule-retry-interval -d 'How many milliseconds to wait before trying again' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l rule-retry-response-status-codes -d 'Try again only after these answers, like 500-599,!501' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l source -d 'The source, when it is there already' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination -d 'The destination, when it is there already' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l source-name -d 'Its name; it is made, or changed, with the connection' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l source-description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l source-type -d 'WEBHOOK, HTTP, PUBLISH_API or a provider like STRIPE' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l source-config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l source-config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l source-allowed-http-methods -d 'Methods that it lets in, like POST,PUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l source-custom-response-content-type -d 'What kind of answer senders get' -r -f -a "json\t''
text\t''
xml\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l source-custom-response-body -d 'The answer that senders get' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l source-auth-type -d 'How senders prove who they are: HMAC, BASIC_AUTH, API_KEY' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l source-auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l source-webhook-secret-file -d 'A file with the provider\'s signing secret; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-name -d 'Its name; it is made, or changed, with the connection' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-type -d 'How it is reached' -r -f -a "HTTP\t''
CLI\t''
MOCK_API\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-config -d 'Its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-config-file -d 'A file with its whole configuration' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-url -d 'HTTP: where to deliver' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-cli-path -d 'CLI: the path on the listener\'s target' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-http-method -d 'The method to deliver with, whatever the request\'s was' -r -f -a "GET\t''
POST\t''
PUT\t''
PATCH\t''
DELETE\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-path-forwarding-disabled -d 'Leave out the path that the request had' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-rate-limit -d 'At most this many deliveries in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-rate-limit-period -d 'The period; `concurrent` counts deliveries under way' -r -f -a "second\t''
minute\t''
hour\t''
concurrent\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-delivery-group-key -d 'Group events by this path into what comes, like body.customer_id' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-delivery-group-rate -d 'At most this many deliveries of each group in a period' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-delivery-group-rate-period -d 'The period for each group' -r -f -a "second\t''
minute\t''
hour\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-delivery-group-overrides -d 'Groups that have another pace, as JSON: {"vip": {"rate_limit": 5, "rate_limit_period": "second"}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-delivery-group-order -d 'Deliver each group strictly in order, one at a time; while its head is tried again it waits' -r -f -a "strict\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-circuit-breaker-failures -d 'Leave it alone for a while after this many failures in a row' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-circuit-breaker-pause -d 'For how many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-auth-type -d 'How deliveries prove who they are: HOOKDECK_SIGNATURE, BASIC_AUTH, API_KEY, BEARER_TOKEN, CUSTOM_SIGNATURE, OAUTH2_CLIENT_CREDENTIALS, OAUTH2_AUTHORIZATION_CODE, AWS_SIGNATURE, GCP_SERVICE_ACCOUNT' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l destination-auth-file -d 'A file with the secrets for it, as JSON; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -l dry-run -d 'Show what would change, as `hookport plan` does, and change nothing'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from upsert" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l description -d 'What it is for' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rules -d 'All its rules, as a list' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rules-file -d 'A file with all its rules, as a list' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rule-filter-body -d 'Let only requests pass whose body matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rule-filter-headers -d 'Let only requests pass whose headers match' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rule-filter-query -d 'Let only requests pass whose query matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rule-filter-path -d 'Let only requests pass whose path matches' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rule-transform -d 'Change requests with this transformation' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rule-deduplicate-window -d 'Ignore what came before within so many milliseconds' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rule-deduplicate-include-fields -d 'What makes two requests the same, like body.id,headers.x-id' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rule-deduplicate-exclude-fields -d 'What makes no difference between two requests' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rule-delay -d 'Wait this many milliseconds before the first attempt' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rule-retry-strategy -d 'Try again after a failure: evenly, or ever more slowly' -r -f -a "linear\t''
exponential\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rule-retry-count -d 'How often to try again' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rule-retry-interval -d 'How many milliseconds to wait before trying again' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l rule-retry-response-status-codes -d 'Try again only after these answers, like 500-599,!501' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from delete" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from delete" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from delete" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from delete" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from delete" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from delete" -s f -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from enable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from enable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from enable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from enable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from enable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from enable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from enable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from disable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from disable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from disable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from disable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from disable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from disable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from disable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from pause" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from pause" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from pause" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from pause" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from pause" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from pause" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from pause" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from pause" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from unpause" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from unpause" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from unpause" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from unpause" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from unpause" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from unpause" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from unpause" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from unpause" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l full-name -d 'Only those whose source, own or destination name holds this' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l source -d 'Only those of this source (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l destination -d 'Only those to this destination (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l disabled -d 'Disabled ones too' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l disabled-after -d 'Only those disabled since' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l disabled-before -d 'Only those disabled until' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l paused -d 'Only paused ones' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l paused-after -d 'Only those paused since' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l paused-before -d 'Only those paused until' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand connections; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -f -a "list" -d 'List requests, newest first'
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -f -a "get" -d 'Show one request, with its content'
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -f -a "raw-body" -d 'Write the body of a request, as it came'
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -f -a "export" -d 'Write requests in the words of curl, HTTPie, HAR, raw HTTP or a fixture'
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -f -a "retry" -d 'Make the events of a request anew'
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -f -a "events" -d 'List the events that were made of a request'
complete -c hookport -n "__fish_hookport_using_subcommand request; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -f -a "ignored-events" -d 'List the connections that made no event of a request, and why'
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l status -d 'Only accepted or rejected ones' -r -f -a "accepted\t''
rejected\t''"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l rejection-cause -d 'Only those rejected for this cause (can be repeated)' -r -f -a "SOURCE_DISABLED\t''
NO_CONNECTION\t''
VERIFICATION_FAILED\t''
UNSUPPORTED_HTTP_METHOD\t''
UNSUPPORTED_CONTENT_TYPE\t''
UNPARSABLE_JSON\t''
PAYLOAD_TOO_LARGE\t''
INGESTION_FATAL\t''
UNKNOWN\t''"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l source -d 'Only those of this source (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l verified -d 'Only those whose sender proved who they are' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l events-count -d 'Only those of which so many events were made' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l cli-events-count -d 'Only those of which so many events for listeners were made' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l ignored-count -d 'Only those of which so many connections made no event' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l ingested-at-after -d 'Only those received since' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l ingested-at-before -d 'Only those received until' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l search-term -d 'Only those whose content holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l body -d 'Only those whose body contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l headers -d 'Only those whose headers contain this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l parsed-query -d 'Only those whose query contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l path -d 'Only those whose path holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l include-data -d 'With their content'
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from raw-body" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from raw-body" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from raw-body" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from raw-body" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from raw-body" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from raw-body" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from raw-body" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from raw-body" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from export" -l as -d 'In whose words: a command of `curl` or `httpie` for a POSIX shell, `har` (1.2), `raw` HTTP/1.1, or a `fixture`, as `record` writes them' -r -f -a "curl\t''
httpie\t''
har\t''
raw\t''
fixture\t''"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from export" -l url -d 'Where it goes [default: the source, or for events and attempts the destination]' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from export" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from export" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from export" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from export" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from export" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from export" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from export" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from export" -l include-auth -d 'With what is secret or proves who sent it, like `authorization`; usually that is left out'
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from retry" -l connection -d 'Only for this connection (can be repeated) [default: all of its source]' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from retry" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from retry" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from retry" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from retry" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from retry" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from retry" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from retry" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from retry" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l status -d 'Only those that stand so (can be repeated)' -r -f -a "SCHEDULED\t''
QUEUED\t''
HOLD\t''
SUCCESSFUL\t''
FAILED\t''
CANCELLED\t''"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l connection -d 'Only those of this connection (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l source -d 'Only those of this source (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l destination -d 'Only those to this destination (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l attempts -d 'Only those with so many attempts' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l response-status -d 'Only those last answered with this status' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l error-code -d 'Only those that last failed so, like TIMEOUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l delivery-group -d 'Only those of this group of their destination\'s (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l cli-id -d 'Only those for this listener; `any` for all listeners\', `none` for others (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l event-data-id -d 'Only those with this content (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l successful-at-after -d 'Only those delivered since' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l successful-at-before -d 'Only those delivered until' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l last-attempt-at-after -d 'Only those last tried since' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l last-attempt-at-before -d 'Only those last tried until' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l next-attempt-at-after -d 'Only those to be tried after' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l next-attempt-at-before -d 'Only those to be tried before' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l search-term -d 'Only those whose content holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l body -d 'Only those whose body contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l headers -d 'Only those whose headers contain this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l parsed-query -d 'Only those whose query contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l path -d 'Only those whose path holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l include-data -d 'With their content'
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from events" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand request; and __fish_seen_subcommand_from ignored-events" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -f -a "list" -d 'List requests, newest first'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -f -a "get" -d 'Show one request, with its content'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -f -a "raw-body" -d 'Write the body of a request, as it came'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -f -a "export" -d 'Write requests in the words of curl, HTTPie, HAR, raw HTTP or a fixture'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -f -a "retry" -d 'Make the events of a request anew'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -f -a "events" -d 'List the events that were made of a request'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and not __fish_seen_subcommand_from list get raw-body export retry events ignored-events" -f -a "ignored-events" -d 'List the connections that made no event of a request, and why'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l status -d 'Only accepted or rejected ones' -r -f -a "accepted\t''
rejected\t''"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l rejection-cause -d 'Only those rejected for this cause (can be repeated)' -r -f -a "SOURCE_DISABLED\t''
NO_CONNECTION\t''
VERIFICATION_FAILED\t''
UNSUPPORTED_HTTP_METHOD\t''
UNSUPPORTED_CONTENT_TYPE\t''
UNPARSABLE_JSON\t''
PAYLOAD_TOO_LARGE\t''
INGESTION_FATAL\t''
UNKNOWN\t''"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l source -d 'Only those of this source (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l verified -d 'Only those whose sender proved who they are' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l events-count -d 'Only those of which so many events were made' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l cli-events-count -d 'Only those of which so many events for listeners were made' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l ignored-count -d 'Only those of which so many connections made no event' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l ingested-at-after -d 'Only those received since' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l ingested-at-before -d 'Only those received until' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l search-term -d 'Only those whose content holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l body -d 'Only those whose body contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l headers -d 'Only those whose headers contain this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l parsed-query -d 'Only those whose query contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l path -d 'Only those whose path holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l include-data -d 'With their content'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from raw-body" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from raw-body" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from raw-body" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from raw-body" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from raw-body" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from raw-body" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from raw-body" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from raw-body" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from export" -l as -d 'In whose words: a command of `curl` or `httpie` for a POSIX shell, `har` (1.2), `raw` HTTP/1.1, or a `fixture`, as `record` writes them' -r -f -a "curl\t''
httpie\t''
har\t''
raw\t''
fixture\t''"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from export" -l url -d 'Where it goes [default: the source, or for events and attempts the destination]' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from export" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from export" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from export" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from export" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from export" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from export" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from export" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from export" -l include-auth -d 'With what is secret or proves who sent it, like `authorization`; usually that is left out'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from retry" -l connection -d 'Only for this connection (can be repeated) [default: all of its source]' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from retry" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from retry" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from retry" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from retry" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from retry" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from retry" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from retry" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from retry" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l status -d 'Only those that stand so (can be repeated)' -r -f -a "SCHEDULED\t''
QUEUED\t''
HOLD\t''
SUCCESSFUL\t''
FAILED\t''
CANCELLED\t''"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l connection -d 'Only those of this connection (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l source -d 'Only those of this source (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l destination -d 'Only those to this destination (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l attempts -d 'Only those with so many attempts' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l response-status -d 'Only those last answered with this status' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l error-code -d 'Only those that last failed so, like TIMEOUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l delivery-group -d 'Only those of this group of their destination\'s (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l cli-id -d 'Only those for this listener; `any` for all listeners\', `none` for others (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l event-data-id -d 'Only those with this content (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l successful-at-after -d 'Only those delivered since' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l successful-at-before -d 'Only those delivered until' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l last-attempt-at-after -d 'Only those last tried since' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l last-attempt-at-before -d 'Only those last tried until' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l next-attempt-at-after -d 'Only those to be tried after' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l next-attempt-at-before -d 'Only those to be tried before' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l search-term -d 'Only those whose content holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l body -d 'Only those whose body contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l headers -d 'Only those whose headers contain this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l parsed-query -d 'Only those whose query contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l path -d 'Only those whose path holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l include-data -d 'With their content'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from events" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand requests; and __fish_seen_subcommand_from ignored-events" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "list" -d 'List events, newest first'
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "tail" -d 'Show the last events, and with `-f` each that comes and what becomes of it'
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "get" -d 'Show one event, with its content'
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "raw-body" -d 'Write the body of an event'
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "export" -d 'Write events, as they go out, in the words of curl, HTTPie, HAR, raw HTTP or a fixture'
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "retry" -d 'Deliver events now, whatever became of them'
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "mute" -d 'Plan no further attempt at events'
complete -c hookport -n "__fish_hookport_using_subcommand event; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "cancel" -d 'Take events that wait out of the queue'
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l status -d 'Only those that stand so (can be repeated)' -r -f -a "SCHEDULED\t''
QUEUED\t''
HOLD\t''
SUCCESSFUL\t''
FAILED\t''
CANCELLED\t''"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l connection -d 'Only those of this connection (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l source -d 'Only those of this source (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l destination -d 'Only those to this destination (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l attempts -d 'Only those with so many attempts' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l response-status -d 'Only those last answered with this status' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l error-code -d 'Only those that last failed so, like TIMEOUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l delivery-group -d 'Only those of this group of their destination\'s (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l cli-id -d 'Only those for this listener; `any` for all listeners\', `none` for others (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l event-data-id -d 'Only those with this content (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l successful-at-after -d 'Only those delivered since' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l successful-at-before -d 'Only those delivered until' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l last-attempt-at-after -d 'Only those last tried since' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l last-attempt-at-before -d 'Only those last tried until' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l next-attempt-at-after -d 'Only those to be tried after' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l next-attempt-at-before -d 'Only those to be tried before' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l search-term -d 'Only those whose content holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l body -d 'Only those whose body contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l headers -d 'Only those whose headers contain this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l parsed-query -d 'Only those whose query contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l path -d 'Only those whose path holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l include-data -d 'With their content'
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -s n -l lines -d 'How many of those that are there, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l status -d 'Only those that stand so (can be repeated)' -r -f -a "SCHEDULED\t''
QUEUED\t''
HOLD\t''
SUCCESSFUL\t''
FAILED\t''
CANCELLED\t''"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l connection -d 'Only those of this connection (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l source -d 'Only those of this source (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l destination -d 'Only those to this destination (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l attempts -d 'Only those with so many attempts' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l response-status -d 'Only those last answered with this status' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l error-code -d 'Only those that last failed so, like TIMEOUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l delivery-group -d 'Only those of this group of their destination\'s (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l cli-id -d 'Only those for this listener; `any` for all listeners\', `none` for others (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l event-data-id -d 'Only those with this content (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l successful-at-after -d 'Only those delivered since' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l successful-at-before -d 'Only those delivered until' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l last-attempt-at-after -d 'Only those last tried since' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l last-attempt-at-before -d 'Only those last tried until' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l next-attempt-at-after -d 'Only those to be tried after' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l next-attempt-at-before -d 'Only those to be tried before' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l search-term -d 'Only those whose content holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l body -d 'Only those whose body contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l headers -d 'Only those whose headers contain this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l parsed-query -d 'Only those whose query contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l path -d 'Only those whose path holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -s f -l follow -d 'Go on with what comes, and with what becomes of it, until Ctrl-C'
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -l include-data -d 'With their content'
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from tail" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from raw-body" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from raw-body" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from raw-body" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from raw-body" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from raw-body" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from raw-body" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from raw-body" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from raw-body" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from export" -l as -d 'In whose words: a command of `curl` or `httpie` for a POSIX shell, `har` (1.2), `raw` HTTP/1.1, or a `fixture`, as `record` writes them' -r -f -a "curl\t''
httpie\t''
har\t''
raw\t''
fixture\t''"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from export" -l url -d 'Where it goes [default: the source, or for events and attempts the destination]' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from export" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from export" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from export" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from export" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from export" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from export" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from export" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from export" -l include-auth -d 'With what is secret or proves who sent it, like `authorization`; usually that is left out'
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from retry" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from retry" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from retry" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from retry" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from retry" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from retry" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from retry" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from retry" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from mute" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from mute" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from mute" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from mute" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from mute" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from mute" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from mute" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from mute" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from cancel" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from cancel" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from cancel" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from cancel" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from cancel" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from cancel" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from cancel" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand event; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "list" -d 'List events, newest first'
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "tail" -d 'Show the last events, and with `-f` each that comes and what becomes of it'
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "get" -d 'Show one event, with its content'
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "raw-body" -d 'Write the body of an event'
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "export" -d 'Write events, as they go out, in the words of curl, HTTPie, HAR, raw HTTP or a fixture'
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "retry" -d 'Deliver events now, whatever became of them'
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "mute" -d 'Plan no further attempt at events'
complete -c hookport -n "__fish_hookport_using_subcommand events; and not __fish_seen_subcommand_from list tail get raw-body export retry mute cancel" -f -a "cancel" -d 'Take events that wait out of the queue'
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l status -d 'Only those that stand so (can be repeated)' -r -f -a "SCHEDULED\t''
QUEUED\t''
HOLD\t''
SUCCESSFUL\t''
FAILED\t''
CANCELLED\t''"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l connection -d 'Only those of this connection (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l source -d 'Only those of this source (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l destination -d 'Only those to this destination (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l attempts -d 'Only those with so many attempts' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l response-status -d 'Only those last answered with this status' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l error-code -d 'Only those that last failed so, like TIMEOUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l delivery-group -d 'Only those of this group of their destination\'s (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l cli-id -d 'Only those for this listener; `any` for all listeners\', `none` for others (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l event-data-id -d 'Only those with this content (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l successful-at-after -d 'Only those delivered since' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l successful-at-before -d 'Only those delivered until' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l last-attempt-at-after -d 'Only those last tried since' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l last-attempt-at-before -d 'Only those last tried until' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l next-attempt-at-after -d 'Only those to be tried after' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l next-attempt-at-before -d 'Only those to be tried before' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l search-term -d 'Only those whose content holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l body -d 'Only those whose body contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l headers -d 'Only those whose headers contain this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l parsed-query -d 'Only those whose query contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l path -d 'Only those whose path holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l include-data -d 'With their content'
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -s n -l lines -d 'How many of those that are there, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l status -d 'Only those that stand so (can be repeated)' -r -f -a "SCHEDULED\t''
QUEUED\t''
HOLD\t''
SUCCESSFUL\t''
FAILED\t''
CANCELLED\t''"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l connection -d 'Only those of this connection (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l source -d 'Only those of this source (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l destination -d 'Only those to this destination (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l attempts -d 'Only those with so many attempts' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l response-status -d 'Only those last answered with this status' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l error-code -d 'Only those that last failed so, like TIMEOUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l delivery-group -d 'Only those of this group of their destination\'s (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l cli-id -d 'Only those for this listener; `any` for all listeners\', `none` for others (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l event-data-id -d 'Only those with this content (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l successful-at-after -d 'Only those delivered since' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l successful-at-before -d 'Only those delivered until' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l last-attempt-at-after -d 'Only those last tried since' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l last-attempt-at-before -d 'Only those last tried until' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l next-attempt-at-after -d 'Only those to be tried after' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l next-attempt-at-before -d 'Only those to be tried before' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l search-term -d 'Only those whose content holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l body -d 'Only those whose body contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l headers -d 'Only those whose headers contain this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l parsed-query -d 'Only those whose query contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l path -d 'Only those whose path holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -s f -l follow -d 'Go on with what comes, and with what becomes of it, until Ctrl-C'
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -l include-data -d 'With their content'
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from tail" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from raw-body" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from raw-body" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from raw-body" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from raw-body" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from raw-body" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from raw-body" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from raw-body" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from raw-body" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from export" -l as -d 'In whose words: a command of `curl` or `httpie` for a POSIX shell, `har` (1.2), `raw` HTTP/1.1, or a `fixture`, as `record` writes them' -r -f -a "curl\t''
httpie\t''
har\t''
raw\t''
fixture\t''"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from export" -l url -d 'Where it goes [default: the source, or for events and attempts the destination]' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from export" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from export" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from export" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from export" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from export" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from export" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from export" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from export" -l include-auth -d 'With what is secret or proves who sent it, like `authorization`; usually that is left out'
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from retry" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from retry" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from retry" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from retry" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from retry" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from retry" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from retry" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from retry" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from mute" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from mute" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from mute" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from mute" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from mute" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from mute" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from mute" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from mute" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from cancel" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from cancel" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from cancel" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from cancel" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from cancel" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from cancel" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from cancel" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand events; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and not __fish_seen_subcommand_from list get export" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and not __fish_seen_subcommand_from list get export" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and not __fish_seen_subcommand_from list get export" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and not __fish_seen_subcommand_from list get export" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and not __fish_seen_subcommand_from list get export" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and not __fish_seen_subcommand_from list get export" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and not __fish_seen_subcommand_from list get export" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and not __fish_seen_subcommand_from list get export" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and not __fish_seen_subcommand_from list get export" -f -a "list" -d 'List attempts, newest first'
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and not __fish_seen_subcommand_from list get export" -f -a "get" -d 'Show one attempt, with the answer that came'
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and not __fish_seen_subcommand_from list get export" -f -a "export" -d 'Write attempts in the words of curl, HTTPie, HAR, raw HTTP or a fixture'
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -l event-id -d 'Only those of this event (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from export" -l as -d 'In whose words: a command of `curl` or `httpie` for a POSIX shell, `har` (1.2), `raw` HTTP/1.1, or a `fixture`, as `record` writes them' -r -f -a "curl\t''
httpie\t''
har\t''
raw\t''
fixture\t''"
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from export" -l url -d 'Where it goes [default: the source, or for events and attempts the destination]' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from export" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from export" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from export" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from export" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from export" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from export" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from export" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from export" -l include-auth -d 'With what is secret or proves who sent it, like `authorization`; usually that is left out'
complete -c hookport -n "__fish_hookport_using_subcommand attempt; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and not __fish_seen_subcommand_from list get export" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and not __fish_seen_subcommand_from list get export" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and not __fish_seen_subcommand_from list get export" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and not __fish_seen_subcommand_from list get export" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and not __fish_seen_subcommand_from list get export" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and not __fish_seen_subcommand_from list get export" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and not __fish_seen_subcommand_from list get export" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and not __fish_seen_subcommand_from list get export" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and not __fish_seen_subcommand_from list get export" -f -a "list" -d 'List attempts, newest first'
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and not __fish_seen_subcommand_from list get export" -f -a "get" -d 'Show one attempt, with the answer that came'
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and not __fish_seen_subcommand_from list get export" -f -a "export" -d 'Write attempts in the words of curl, HTTPie, HAR, raw HTTP or a fixture'
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -l event-id -d 'Only those of this event (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from export" -l as -d 'In whose words: a command of `curl` or `httpie` for a POSIX shell, `har` (1.2), `raw` HTTP/1.1, or a `fixture`, as `record` writes them' -r -f -a "curl\t''
httpie\t''
har\t''
raw\t''
fixture\t''"
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from export" -l url -d 'Where it goes [default: the source, or for events and attempts the destination]' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from export" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from export" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from export" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from export" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from export" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from export" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from export" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from export" -l include-auth -d 'With what is secret or proves who sent it, like `authorization`; usually that is left out'
complete -c hookport -n "__fish_hookport_using_subcommand attempts; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "list" -d 'List transformations'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "get" -d 'Show one transformation, with its code'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "create" -d 'Make a transformation'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "upsert" -d 'Make a transformation, or change the one of this name'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "update" -d 'Change a transformation, for all connections that use it'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "delete" -d 'Delete a transformation that no connection uses'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "count" -d 'Count transformations'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "run" -d 'Try a transformation on a request, or on an event'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "executions" -d 'List what a transformation did to requests, newest first'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "execution" -d 'Show one run of a transformation, with what went in and what came out'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from create" -l name -d 'Its name' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from create" -l code -d 'Its JavaScript' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from create" -l code-file -d 'A file with its JavaScript; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from create" -l env-file -d 'A file with its `process.env`, as a JSON object' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from create" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from create" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from create" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from create" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from create" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from create" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from upsert" -l code -d 'Its JavaScript' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from upsert" -l code-file -d 'A file with its JavaScript; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from upsert" -l env-file -d 'A file with its `process.env`, as a JSON object' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from upsert" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from upsert" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from upsert" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from upsert" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from upsert" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from upsert" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from upsert" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from upsert" -l dry-run -d 'Show what would change, as `hookport plan` does, and change nothing'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from upsert" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from update" -l code -d 'Its JavaScript' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from update" -l code-file -d 'A file with its JavaScript; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from update" -l env-file -d 'A file with its `process.env`, as a JSON object' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from update" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from update" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from update" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from update" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from update" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from update" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from update" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from delete" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from delete" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from delete" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from delete" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from delete" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from delete" -s f -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from count" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from count" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -l code -d 'Its JavaScript' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -l code-file -d 'A file with its JavaScript; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -l env-file -d 'A file with its `process.env`, as a JSON object' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -l event -d 'The event to try it on' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -l request -d 'The request to try it on: {"headers":…,"body":…,"path":…,"query":…}' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -l request-file -d 'A file with the request to try it on' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -l connection -d 'The connection that the code sees as its own' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l level -d 'Only those that wrote this at worst (can be repeated)' -r -f -a "debug\t''
info\t''
warn\t''
error\t''
fatal\t''"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l connection -d 'Only those for this connection (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l issue -d 'Only those of this issue (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from executions" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from execution" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from execution" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from execution" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from execution" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from execution" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from execution" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from execution" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformation; and __fish_seen_subcommand_from execution" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "list" -d 'List transformations'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "get" -d 'Show one transformation, with its code'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "create" -d 'Make a transformation'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "upsert" -d 'Make a transformation, or change the one of this name'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "update" -d 'Change a transformation, for all connections that use it'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "delete" -d 'Delete a transformation that no connection uses'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "count" -d 'Count transformations'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "run" -d 'Try a transformation on a request, or on an event'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "executions" -d 'List what a transformation did to requests, newest first'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and not __fish_seen_subcommand_from list get create upsert update delete count run executions execution" -f -a "execution" -d 'Show one run of a transformation, with what went in and what came out'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from create" -l name -d 'Its name' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from create" -l code -d 'Its JavaScript' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from create" -l code-file -d 'A file with its JavaScript; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from create" -l env-file -d 'A file with its `process.env`, as a JSON object' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from create" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from create" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from create" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from create" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from create" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from create" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from upsert" -l code -d 'Its JavaScript' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from upsert" -l code-file -d 'A file with its JavaScript; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from upsert" -l env-file -d 'A file with its `process.env`, as a JSON object' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from upsert" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from upsert" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from upsert" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from upsert" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from upsert" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from upsert" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from upsert" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from upsert" -l dry-run -d 'Show what would change, as `hookport plan` does, and change nothing'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from upsert" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from update" -l code -d 'Its JavaScript' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from update" -l code-file -d 'A file with its JavaScript; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from update" -l env-file -d 'A file with its `process.env`, as a JSON object' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from update" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from update" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from update" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from update" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from update" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from update" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from update" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from delete" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from delete" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from delete" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from delete" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from delete" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from delete" -s f -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from count" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from count" -l name -d 'Only those of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -l code -d 'Its JavaScript' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -l code-file -d 'A file with its JavaScript; `-` is standard input' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -l env-file -d 'A file with its `process.env`, as a JSON object' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -l event -d 'The event to try it on' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -l request -d 'The request to try it on: {"headers":…,"body":…,"path":…,"query":…}' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -l request-file -d 'A file with the request to try it on' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -l connection -d 'The connection that the code sees as its own' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l level -d 'Only those that wrote this at worst (can be repeated)' -r -f -a "debug\t''
info\t''
warn\t''
error\t''
fatal\t''"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l connection -d 'Only those for this connection (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l issue -d 'Only those of this issue (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from executions" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from execution" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from execution" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from execution" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from execution" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from execution" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from execution" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from execution" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand transformations; and __fish_seen_subcommand_from execution" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "list" -d 'List bookmarks'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "get" -d 'Show one bookmark'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "create" -d 'Bookmark the content of an event, to be sent through its connection again'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "update" -d 'Change a bookmark'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "delete" -d 'Delete a bookmark'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "raw-body" -d 'Write the body of a bookmark, as it came'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "export" -d 'Write bookmarks in the words of curl, HTTPie, HAR, raw HTTP or a fixture'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "trigger" -d 'Send the content of a bookmark through its connection again'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l name -d 'Only the one of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l label -d 'Only those of this label (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l connection -d 'Only those for this connection (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l event-data-id -d 'Only those of this content (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l last-used-after -d 'Only those used since' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l last-used-before -d 'Only those used until' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from create" -l name -d 'Its name, by which `hookport trigger` sends it' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from create" -l label -d 'What it shows, for people' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from create" -l event-data-id -d 'The content: `event_data_id` of an event' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from create" -l connection -d 'The connection to send it through' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from create" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from create" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from create" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from create" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from create" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from create" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from update" -l label -d 'What it shows, for people' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from update" -l event-data-id -d 'The content: `event_data_id` of an event' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from update" -l connection -d 'The connection to send it through' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from update" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from update" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from update" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from update" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from update" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from update" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from update" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from delete" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from delete" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from delete" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from delete" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from delete" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from delete" -s f -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from raw-body" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from raw-body" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from raw-body" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from raw-body" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from raw-body" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from raw-body" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from raw-body" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from raw-body" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from export" -l as -d 'In whose words: a command of `curl` or `httpie` for a POSIX shell, `har` (1.2), `raw` HTTP/1.1, or a `fixture`, as `record` writes them' -r -f -a "curl\t''
httpie\t''
har\t''
raw\t''
fixture\t''"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from export" -l url -d 'Where it goes [default: the source, or for events and attempts the destination]' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from export" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from export" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from export" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from export" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from export" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from export" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from export" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from export" -l include-auth -d 'With what is secret or proves who sent it, like `authorization`; usually that is left out'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from trigger" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from trigger" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from trigger" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from trigger" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from trigger" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from trigger" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from trigger" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmark; and __fish_seen_subcommand_from trigger" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "list" -d 'List bookmarks'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "get" -d 'Show one bookmark'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "create" -d 'Bookmark the content of an event, to be sent through its connection again'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "update" -d 'Change a bookmark'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "delete" -d 'Delete a bookmark'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "raw-body" -d 'Write the body of a bookmark, as it came'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "export" -d 'Write bookmarks in the words of curl, HTTPie, HAR, raw HTTP or a fixture'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and not __fish_seen_subcommand_from list get create update delete raw-body export trigger" -f -a "trigger" -d 'Send the content of a bookmark through its connection again'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l name -d 'Only the one of this name (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l label -d 'Only those of this label (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l connection -d 'Only those for this connection (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l event-data-id -d 'Only those of this content (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l last-used-after -d 'Only those used since' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l last-used-before -d 'Only those used until' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from create" -l name -d 'Its name, by which `hookport trigger` sends it' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from create" -l label -d 'What it shows, for people' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from create" -l event-data-id -d 'The content: `event_data_id` of an event' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from create" -l connection -d 'The connection to send it through' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from create" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from create" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from create" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from create" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from create" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from create" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from update" -l label -d 'What it shows, for people' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from update" -l event-data-id -d 'The content: `event_data_id` of an event' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from update" -l connection -d 'The connection to send it through' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from update" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from update" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from update" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from update" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from update" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from update" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from update" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from delete" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from delete" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from delete" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from delete" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from delete" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from delete" -s f -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from raw-body" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from raw-body" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from raw-body" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from raw-body" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from raw-body" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from raw-body" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from raw-body" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from raw-body" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from export" -l as -d 'In whose words: a command of `curl` or `httpie` for a POSIX shell, `har` (1.2), `raw` HTTP/1.1, or a `fixture`, as `record` writes them' -r -f -a "curl\t''
httpie\t''
har\t''
raw\t''
fixture\t''"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from export" -l url -d 'Where it goes [default: the source, or for events and attempts the destination]' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from export" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from export" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from export" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from export" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from export" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from export" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from export" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from export" -l include-auth -d 'With what is secret or proves who sent it, like `authorization`; usually that is left out'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from trigger" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from trigger" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from trigger" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from trigger" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from trigger" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from trigger" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from trigger" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bookmarks; and __fish_seen_subcommand_from trigger" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue; and not __fish_seen_subcommand_from list get update dismiss count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and not __fish_seen_subcommand_from list get update dismiss count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and not __fish_seen_subcommand_from list get update dismiss count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and not __fish_seen_subcommand_from list get update dismiss count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and not __fish_seen_subcommand_from list get update dismiss count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and not __fish_seen_subcommand_from list get update dismiss count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and not __fish_seen_subcommand_from list get update dismiss count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and not __fish_seen_subcommand_from list get update dismiss count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue; and not __fish_seen_subcommand_from list get update dismiss count" -f -a "list" -d 'List issues, newest first'
complete -c hookport -n "__fish_hookport_using_subcommand issue; and not __fish_seen_subcommand_from list get update dismiss count" -f -a "get" -d 'Show one issue'
complete -c hookport -n "__fish_hookport_using_subcommand issue; and not __fish_seen_subcommand_from list get update dismiss count" -f -a "update" -d 'Say how an issue stands'
complete -c hookport -n "__fish_hookport_using_subcommand issue; and not __fish_seen_subcommand_from list get update dismiss count" -f -a "dismiss" -d 'Dismiss an issue; it opens again when it happens again'
complete -c hookport -n "__fish_hookport_using_subcommand issue; and not __fish_seen_subcommand_from list get update dismiss count" -f -a "count" -d 'Count issues'
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l trigger -d 'Only those that this trigger opened (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l type -d 'Only those of this type (can be repeated)' -r -f -a "delivery\t''
transformation\t''
backpressure\t''
request\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l status -d 'Only those that stand so (can be repeated)' -r -f -a "OPENED\t''
IGNORED\t''
ACKNOWLEDGED\t''
RESOLVED\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l aggregation-keys -d 'Only those about this, like {"webhook_id":["web_1"]}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l last-seen-after -d 'Only those last seen since' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l last-seen-before -d 'Only those last seen until' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l dismissed -d 'Only dismissed ones, or with =false only others' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from update" -l status -d 'How it stands' -r -f -a "OPENED\t''
IGNORED\t''
ACKNOWLEDGED\t''
RESOLVED\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from update" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from update" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from update" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from update" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from update" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from update" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from update" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from dismiss" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from dismiss" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from dismiss" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from dismiss" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from dismiss" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from dismiss" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from dismiss" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from dismiss" -s f -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from dismiss" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l trigger -d 'Only those that this trigger opened (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l type -d 'Only those of this type (can be repeated)' -r -f -a "delivery\t''
transformation\t''
backpressure\t''
request\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l status -d 'Only those that stand so (can be repeated)' -r -f -a "OPENED\t''
IGNORED\t''
ACKNOWLEDGED\t''
RESOLVED\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l aggregation-keys -d 'Only those about this, like {"webhook_id":["web_1"]}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l last-seen-after -d 'Only those last seen since' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l last-seen-before -d 'Only those last seen until' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l dismissed -d 'Only dismissed ones, or with =false only others' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issues; and not __fish_seen_subcommand_from list get update dismiss count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and not __fish_seen_subcommand_from list get update dismiss count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and not __fish_seen_subcommand_from list get update dismiss count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and not __fish_seen_subcommand_from list get update dismiss count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and not __fish_seen_subcommand_from list get update dismiss count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and not __fish_seen_subcommand_from list get update dismiss count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and not __fish_seen_subcommand_from list get update dismiss count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and not __fish_seen_subcommand_from list get update dismiss count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issues; and not __fish_seen_subcommand_from list get update dismiss count" -f -a "list" -d 'List issues, newest first'
complete -c hookport -n "__fish_hookport_using_subcommand issues; and not __fish_seen_subcommand_from list get update dismiss count" -f -a "get" -d 'Show one issue'
complete -c hookport -n "__fish_hookport_using_subcommand issues; and not __fish_seen_subcommand_from list get update dismiss count" -f -a "update" -d 'Say how an issue stands'
complete -c hookport -n "__fish_hookport_using_subcommand issues; and not __fish_seen_subcommand_from list get update dismiss count" -f -a "dismiss" -d 'Dismiss an issue; it opens again when it happens again'
complete -c hookport -n "__fish_hookport_using_subcommand issues; and not __fish_seen_subcommand_from list get update dismiss count" -f -a "count" -d 'Count issues'
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l trigger -d 'Only those that this trigger opened (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l type -d 'Only those of this type (can be repeated)' -r -f -a "delivery\t''
transformation\t''
backpressure\t''
request\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l status -d 'Only those that stand so (can be repeated)' -r -f -a "OPENED\t''
IGNORED\t''
ACKNOWLEDGED\t''
RESOLVED\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l aggregation-keys -d 'Only those about this, like {"webhook_id":["web_1"]}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l last-seen-after -d 'Only those last seen since' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l last-seen-before -d 'Only those last seen until' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l dismissed -d 'Only dismissed ones, or with =false only others' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from update" -l status -d 'How it stands' -r -f -a "OPENED\t''
IGNORED\t''
ACKNOWLEDGED\t''
RESOLVED\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from update" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from update" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from update" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from update" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from update" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from update" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from update" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from dismiss" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from dismiss" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from dismiss" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from dismiss" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from dismiss" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from dismiss" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from dismiss" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from dismiss" -s f -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from dismiss" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l trigger -d 'Only those that this trigger opened (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l type -d 'Only those of this type (can be repeated)' -r -f -a "delivery\t''
transformation\t''
backpressure\t''
request\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l status -d 'Only those that stand so (can be repeated)' -r -f -a "OPENED\t''
IGNORED\t''
ACKNOWLEDGED\t''
RESOLVED\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l aggregation-keys -d 'Only those about this, like {"webhook_id":["web_1"]}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l last-seen-after -d 'Only those last seen since' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l last-seen-before -d 'Only those last seen until' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l dismissed -d 'Only dismissed ones, or with =false only others' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issues; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "list" -d 'List issue triggers'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "get" -d 'Show one issue trigger'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "create" -d 'Make an issue trigger'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "upsert" -d 'Make an issue trigger, or change the one of this name'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "update" -d 'Change an issue trigger, for issues to come'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "delete" -d 'Delete an issue trigger, and its issues'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "enable" -d 'Let an issue trigger open issues again'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "disable" -d 'Let an issue trigger open no issues'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l name -d 'Only the one of this name' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l type -d 'Only those of this type (can be repeated)' -r -f -a "delivery\t''
transformation\t''
backpressure\t''
request\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l disabled -d 'Only disabled ones' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from create" -l name -d 'Its name' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from create" -l configs -d 'When it opens one, like {"strategy":"final_attempt","connections":"*"}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from create" -l configs-file -d 'A file with when it opens one' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from create" -l channels -d 'Where it says so, like {"email":{}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from create" -l channels-file -d 'A file with where it says so' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from create" -l type -d 'What kind of issues it opens' -r -f -a "delivery\t''
transformation\t''
backpressure\t''
request\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from create" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from create" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from create" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from create" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from create" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from create" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from upsert" -l configs -d 'When it opens one, like {"strategy":"final_attempt","connections":"*"}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from upsert" -l configs-file -d 'A file with when it opens one' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from upsert" -l channels -d 'Where it says so, like {"email":{}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from upsert" -l channels-file -d 'A file with where it says so' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from upsert" -l type -d 'What kind of issues it opens' -r -f -a "delivery\t''
transformation\t''
backpressure\t''
request\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from upsert" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from upsert" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from upsert" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from upsert" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from upsert" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from upsert" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from upsert" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from upsert" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from update" -l configs -d 'When it opens one, like {"strategy":"final_attempt","connections":"*"}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from update" -l configs-file -d 'A file with when it opens one' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from update" -l channels -d 'Where it says so, like {"email":{}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from update" -l channels-file -d 'A file with where it says so' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from update" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from update" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from update" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from update" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from update" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from update" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from update" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from delete" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from delete" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from delete" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from delete" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from delete" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from delete" -s f -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from enable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from enable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from enable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from enable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from enable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from enable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from enable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from disable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from disable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from disable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from disable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from disable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from disable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from disable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-trigger; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "list" -d 'List issue triggers'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "get" -d 'Show one issue trigger'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "create" -d 'Make an issue trigger'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "upsert" -d 'Make an issue trigger, or change the one of this name'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "update" -d 'Change an issue trigger, for issues to come'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "delete" -d 'Delete an issue trigger, and its issues'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "enable" -d 'Let an issue trigger open issues again'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and not __fish_seen_subcommand_from list get create upsert update delete enable disable" -f -a "disable" -d 'Let an issue trigger open no issues'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l name -d 'Only the one of this name' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l type -d 'Only those of this type (can be repeated)' -r -f -a "delivery\t''
transformation\t''
backpressure\t''
request\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l disabled -d 'Only disabled ones' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l limit -d 'At most this many, up to 250' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l next -d 'Go on from here: the cursor that the page before ended with' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l prev -d 'Go back from here: the cursor that the page after began with' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l order-by -d 'What to sort by; most things know `created_at`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l dir -d 'Newest (or last) first, or oldest first' -r -f -a "desc\t''
asc\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l watch -d 'List again and again, every 2 s or as often as is said, until Ctrl-C; what did not change is not written again' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -l all -d 'Read every page'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from get" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from get" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from get" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from get" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from get" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from get" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from get" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from create" -l name -d 'Its name' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from create" -l configs -d 'When it opens one, like {"strategy":"final_attempt","connections":"*"}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from create" -l configs-file -d 'A file with when it opens one' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from create" -l channels -d 'Where it says so, like {"email":{}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from create" -l channels-file -d 'A file with where it says so' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from create" -l type -d 'What kind of issues it opens' -r -f -a "delivery\t''
transformation\t''
backpressure\t''
request\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from create" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from create" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from create" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from create" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from create" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from create" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from upsert" -l configs -d 'When it opens one, like {"strategy":"final_attempt","connections":"*"}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from upsert" -l configs-file -d 'A file with when it opens one' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from upsert" -l channels -d 'Where it says so, like {"email":{}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from upsert" -l channels-file -d 'A file with where it says so' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from upsert" -l type -d 'What kind of issues it opens' -r -f -a "delivery\t''
transformation\t''
backpressure\t''
request\t''"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from upsert" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from upsert" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from upsert" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from upsert" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from upsert" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from upsert" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from upsert" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from upsert" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from update" -l configs -d 'When it opens one, like {"strategy":"final_attempt","connections":"*"}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from update" -l configs-file -d 'A file with when it opens one' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from update" -l channels -d 'Where it says so, like {"email":{}}' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from update" -l channels-file -d 'A file with where it says so' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from update" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from update" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from update" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from update" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from update" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from update" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from update" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from delete" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from delete" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from delete" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from delete" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from delete" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from delete" -s f -l force -d 'Do not ask'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from enable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from enable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from enable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from enable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from enable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from enable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from enable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from disable" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from disable" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from disable" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from disable" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from disable" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from disable" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from disable" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand issue-triggers; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and not __fish_seen_subcommand_from events-retry events-cancel requests-retry ignored-events-retry" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and not __fish_seen_subcommand_from events-retry events-cancel requests-retry ignored-events-retry" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and not __fish_seen_subcommand_from events-retry events-cancel requests-retry ignored-events-retry" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and not __fish_seen_subcommand_from events-retry events-cancel requests-retry ignored-events-retry" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and not __fish_seen_subcommand_from events-retry events-cancel requests-retry ignored-events-retry" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and not __fish_seen_subcommand_from events-retry events-cancel requests-retry ignored-events-retry" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and not __fish_seen_subcommand_from events-retry events-cancel requests-retry ignored-events-retry" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and not __fish_seen_subcommand_from events-retry events-cancel requests-retry ignored-events-retry" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and not __fish_seen_subcommand_from events-retry events-cancel requests-retry ignored-events-retry" -f -a "events-retry" -d 'Deliver many events again'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and not __fish_seen_subcommand_from events-retry events-cancel requests-retry ignored-events-retry" -f -a "events-cancel" -d 'Take many events out of the queue'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and not __fish_seen_subcommand_from events-retry events-cancel requests-retry ignored-events-retry" -f -a "requests-retry" -d 'Make the events of many requests anew'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and not __fish_seen_subcommand_from events-retry events-cancel requests-retry ignored-events-retry" -f -a "ignored-events-retry" -d 'Try many ignored events again'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-retry" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-retry" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-retry" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-retry" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-retry" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-retry" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-retry" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-retry" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-retry" -f -a "list" -d 'List operations, newest first'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-retry" -f -a "get" -d 'Show one operation, and how far it is'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-retry" -f -a "plan" -d 'Say how many it would be'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-retry" -f -a "create" -d 'Begin an operation'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-retry" -f -a "cancel" -d 'Stop an operation'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-cancel" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-cancel" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-cancel" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-cancel" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-cancel" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-cancel" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-cancel" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-cancel" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-cancel" -f -a "list" -d 'List operations, newest first'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-cancel" -f -a "get" -d 'Show one operation, and how far it is'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-cancel" -f -a "plan" -d 'Say how many it would be'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-cancel" -f -a "create" -d 'Begin an operation'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from events-cancel" -f -a "cancel" -d 'Stop an operation'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from requests-retry" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from requests-retry" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from requests-retry" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from requests-retry" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from requests-retry" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from requests-retry" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from requests-retry" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from requests-retry" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from requests-retry" -f -a "list" -d 'List operations, newest first'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from requests-retry" -f -a "get" -d 'Show one operation, and how far it is'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from requests-retry" -f -a "plan" -d 'Say how many it would be'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from requests-retry" -f -a "create" -d 'Begin an operation'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from requests-retry" -f -a "cancel" -d 'Stop an operation'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from ignored-events-retry" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from ignored-events-retry" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from ignored-events-retry" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from ignored-events-retry" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from ignored-events-retry" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from ignored-events-retry" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from ignored-events-retry" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from ignored-events-retry" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from ignored-events-retry" -f -a "list" -d 'List operations, newest first'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from ignored-events-retry" -f -a "get" -d 'Show one operation, and how far it is'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from ignored-events-retry" -f -a "plan" -d 'Say how many it would be'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from ignored-events-retry" -f -a "create" -d 'Begin an operation'
complete -c hookport -n "__fish_hookport_using_subcommand bulk; and __fish_seen_subcommand_from ignored-events-retry" -f -a "cancel" -d 'Stop an operation'
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l start -d 'From when; a day ago when nothing is said' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l end -d 'Until when; now when nothing is said' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l granularity -d 'How long a part is: 30s, 5m, 1h, 1d, 1w, 1M' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l measure -d 'What is measured; `count` when nothing is said (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l dimension -d 'Apart for each value of this, like `status` (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l source -d 'Only of this source' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l destination -d 'Only of this destination' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l connection -d 'Only of this connection' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l transformation -d 'Only of this transformation' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l delivery-group -d 'Only of this group of their destination\'s (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l issue -d 'Only of this issue' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l status -d 'Only of this status' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -l plot -d 'Draw a bar for each row instead of a table'
complete -c hookport -n "__fish_hookport_using_subcommand metrics" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand explain" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand explain" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand explain" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand explain" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand explain" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand explain" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand explain" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand explain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand wait; and not __fish_seen_subcommand_from event" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand wait; and not __fish_seen_subcommand_from event" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and not __fish_seen_subcommand_from event" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and not __fish_seen_subcommand_from event" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and not __fish_seen_subcommand_from event" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and not __fish_seen_subcommand_from event" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and not __fish_seen_subcommand_from event" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand wait; and not __fish_seen_subcommand_from event" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand wait; and not __fish_seen_subcommand_from event" -f -a "event" -d 'Wait until there are so many events that match'
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l match -d 'Only those whose content matches: the API\'s filter, `{\\"body\\":{\\"type\\":\\"a\\"}}`, or one value, `body.type=a`' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l count -d 'How many' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l timeout -d 'How long to wait at most' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l status -d 'Only those that stand so (can be repeated)' -r -f -a "SCHEDULED\t''
QUEUED\t''
HOLD\t''
SUCCESSFUL\t''
FAILED\t''
CANCELLED\t''"
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l connection -d 'Only those of this connection (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l source -d 'Only those of this source (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l destination -d 'Only those to this destination (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l attempts -d 'Only those with so many attempts' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l response-status -d 'Only those last answered with this status' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l error-code -d 'Only those that last failed so, like TIMEOUT' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l delivery-group -d 'Only those of this group of their destination\'s (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l cli-id -d 'Only those for this listener; `any` for all listeners\', `none` for others (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l event-data-id -d 'Only those with this content (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l successful-at-after -d 'Only those delivered since' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l successful-at-before -d 'Only those delivered until' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l last-attempt-at-after -d 'Only those last tried since' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l last-attempt-at-before -d 'Only those last tried until' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l next-attempt-at-after -d 'Only those to be tried after' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l next-attempt-at-before -d 'Only those to be tried before' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l search-term -d 'Only those whose content holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l body -d 'Only those whose body contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l headers -d 'Only those whose headers contain this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l parsed-query -d 'Only those whose query contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l path -d 'Only those whose path holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -l include-data -d 'With their content'
complete -c hookport -n "__fish_hookport_using_subcommand wait; and __fish_seen_subcommand_from event" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand record" -l dir -d 'The folder to write to; it is made where it is missing' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand record" -l count -d 'End when there are so many' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l timeout -d 'End after this time' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l redact -d 'Take out the value at this path of a JSON body (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l from -d 'Take them from a file, or from standard input for `-`: HAR, curl commands, JSON of `listen --output ndjson` or of lists with `--include-data`' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand record" -l id -d 'Only the one of this id (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l status -d 'Only accepted or rejected ones' -r -f -a "accepted\t''
rejected\t''"
complete -c hookport -n "__fish_hookport_using_subcommand record" -l rejection-cause -d 'Only those rejected for this cause (can be repeated)' -r -f -a "SOURCE_DISABLED\t''
NO_CONNECTION\t''
VERIFICATION_FAILED\t''
UNSUPPORTED_HTTP_METHOD\t''
UNSUPPORTED_CONTENT_TYPE\t''
UNPARSABLE_JSON\t''
PAYLOAD_TOO_LARGE\t''
INGESTION_FATAL\t''
UNKNOWN\t''"
complete -c hookport -n "__fish_hookport_using_subcommand record" -l source -d 'Only those of this source (can be repeated)' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l verified -d 'Only those whose sender proved who they are' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand record" -l events-count -d 'Only those of which so many events were made' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l cli-events-count -d 'Only those of which so many events for listeners were made' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l ignored-count -d 'Only those of which so many connections made no event' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l created-after -d 'Only those since' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l created-before -d 'Only those until' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l ingested-at-after -d 'Only those received since' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l ingested-at-before -d 'Only those received until' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l search-term -d 'Only those whose content holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l body -d 'Only those whose body contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l headers -d 'Only those whose headers contain this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l parsed-query -d 'Only those whose query contains this JSON' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l path -d 'Only those whose path holds this text' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand record" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand record" -l include-data -d 'With their content'
complete -c hookport -n "__fish_hookport_using_subcommand record" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand replay" -l to -d 'Where to send to: a source by its name or id, or a URL' -r
complete -c hookport -n "__fish_hookport_using_subcommand replay" -l rate -d 'How many a second at most; each waits for the answer to the one before' -r
complete -c hookport -n "__fish_hookport_using_subcommand replay" -l timeout -d 'How long each may take until it is delivered' -r
complete -c hookport -n "__fish_hookport_using_subcommand replay" -l junit -d 'Write what came of it to this file, as JUnit does' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand replay" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand replay" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand replay" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand replay" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand replay" -l assert -d 'Fail when one is not answered as expected'
complete -c hookport -n "__fish_hookport_using_subcommand replay" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand notification; and not __fish_seen_subcommand_from channels" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand notification; and not __fish_seen_subcommand_from channels" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and not __fish_seen_subcommand_from channels" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and not __fish_seen_subcommand_from channels" -l enabled -d 'Whether any are sent' -r -f -a "true\t''
false\t''"
complete -c hookport -n "__fish_hookport_using_subcommand notification; and not __fish_seen_subcommand_from channels" -l topics -d 'What is told: issue.opened, issue.updated, event.successful' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and not __fish_seen_subcommand_from channels" -l source -d 'The source that they go to' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and not __fish_seen_subcommand_from channels" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and not __fish_seen_subcommand_from channels" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and not __fish_seen_subcommand_from channels" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and not __fish_seen_subcommand_from channels" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand notification; and not __fish_seen_subcommand_from channels" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand notification; and not __fish_seen_subcommand_from channels" -f -a "channels" -d 'Show or set the webhooks that issue triggers\' channels lead to'
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -l slack -d 'A URL for Slack; nothing takes it away' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -l microsoft-teams -d 'A URL for Microsoft Teams' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -l discord -d 'A URL for Discord' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -l betteruptime -d 'A URL for Better Uptime' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -l incidentio -d 'A URL for incident.io' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -l pagerduty -d 'A URL for PagerDuty' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -l opsgenie -d 'A URL for Opsgenie' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -l email -d 'A URL of something that sends emails' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -l include-url -d 'Show URLs whole'
complete -c hookport -n "__fish_hookport_using_subcommand notification; and __fish_seen_subcommand_from channels" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -f -a "list" -d 'List the projects that the key opens'
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -f -a "create" -d 'Make a project, and a key that opens it, which is shown this once'
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -f -a "rename" -d 'Give a project another name'
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -f -a "retention" -d 'Show what a project takes up and how long that is kept, or set it'
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -f -a "delete" -d 'Delete a project that nothing is in, and its keys'
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -f -a "secret" -d 'Show the secret that signs deliveries, or roll it'
complete -c hookport -n "__fish_hookport_using_subcommand project; and not __fish_seen_subcommand_from list create rename retention delete secret key" -f -a "key" -d 'Manage the keys of a project'
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from create" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from create" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from create" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from create" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from create" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from create" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from rename" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from rename" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from rename" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from rename" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from rename" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from rename" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from rename" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from retention" -l project -d 'The project, by its name or its id' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from retention" -l days -d 'Keep it for so many days; 0 is for ever' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from retention" -l size -d 'Keep no more than roughly this, like `20GiB`; 0 is no bound' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from retention" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from retention" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from retention" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from retention" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from retention" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from retention" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from retention" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from retention" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from delete" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from delete" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from delete" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from delete" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from delete" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from secret" -l project -d 'The project, by its name or its id' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from secret" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from secret" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from secret" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from secret" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from secret" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from secret" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from secret" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from secret" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from secret" -f -a "roll" -d 'Make another secret, which is shown; for a time, both sign'
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from key" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from key" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from key" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from key" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from key" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from key" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from key" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from key" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from key" -f -a "list" -d 'List keys, by what they begin with'
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from key" -f -a "create" -d 'Make a key, which is shown this once'
complete -c hookport -n "__fish_hookport_using_subcommand project; and __fish_seen_subcommand_from key" -f -a "revoke" -d 'Revoke a key: from now on it opens nothing'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -f -a "list" -d 'List the projects that the key opens'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -f -a "create" -d 'Make a project, and a key that opens it, which is shown this once'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -f -a "rename" -d 'Give a project another name'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -f -a "retention" -d 'Show what a project takes up and how long that is kept, or set it'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -f -a "delete" -d 'Delete a project that nothing is in, and its keys'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -f -a "secret" -d 'Show the secret that signs deliveries, or roll it'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and not __fish_seen_subcommand_from list create rename retention delete secret key" -f -a "key" -d 'Manage the keys of a project'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from list" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from list" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from list" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from list" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from list" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from list" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from list" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from create" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from create" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from create" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from create" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from create" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from create" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from create" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from rename" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from rename" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from rename" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from rename" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from rename" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from rename" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from rename" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from retention" -l project -d 'The project, by its name or its id' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from retention" -l days -d 'Keep it for so many days; 0 is for ever' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from retention" -l size -d 'Keep no more than roughly this, like `20GiB`; 0 is no bound' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from retention" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from retention" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from retention" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from retention" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from retention" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from retention" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from retention" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from retention" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from delete" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from delete" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from delete" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from delete" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from delete" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from delete" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from secret" -l project -d 'The project, by its name or its id' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from secret" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from secret" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from secret" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from secret" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from secret" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from secret" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from secret" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from secret" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from secret" -f -a "roll" -d 'Make another secret, which is shown; for a time, both sign'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from key" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from key" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from key" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from key" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from key" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from key" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from key" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from key" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from key" -f -a "list" -d 'List keys, by what they begin with'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from key" -f -a "create" -d 'Make a key, which is shown this once'
complete -c hookport -n "__fish_hookport_using_subcommand projects; and __fish_seen_subcommand_from key" -f -a "revoke" -d 'Revoke a key: from now on it opens nothing'
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and not __fish_seen_subcommand_from rotate" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and not __fish_seen_subcommand_from rotate" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and not __fish_seen_subcommand_from rotate" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and not __fish_seen_subcommand_from rotate" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and not __fish_seen_subcommand_from rotate" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and not __fish_seen_subcommand_from rotate" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and not __fish_seen_subcommand_from rotate" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and not __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and not __fish_seen_subcommand_from rotate" -f -a "rotate" -d 'Seal all secrets of a gateway anew, with a new key'
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and __fish_seen_subcommand_from rotate" -l data-dir -d 'Where the gateway keeps everything [default: the platform\'s data folder]' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and __fish_seen_subcommand_from rotate" -l key-file -d 'The file with the key that secrets are sealed with [default: `master.key` in the data folder]' -r -F
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and __fish_seen_subcommand_from rotate" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and __fish_seen_subcommand_from rotate" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and __fish_seen_subcommand_from rotate" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and __fish_seen_subcommand_from rotate" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and __fish_seen_subcommand_from rotate" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and __fish_seen_subcommand_from rotate" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and __fish_seen_subcommand_from rotate" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and __fish_seen_subcommand_from rotate" -l key-in-keyring -d 'Keep that key in the system\'s keyring'
complete -c hookport -n "__fish_hookport_using_subcommand secrets; and __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand login" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand login" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand login" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand login" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand login" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand login" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand login" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand login" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand logout" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand logout" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand logout" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand logout" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand logout" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand whoami" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand whoami" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand whoami" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand whoami" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand whoami" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand whoami" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand whoami" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand whoami" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand doctor" -s o -l output -d 'How to write the answer: `text`, `json` (the API\'s object), `ndjson` (one object a line), `yaml` or `csv` (one row each, what lies deeper as JSON)' -r -f -a "text\t'For people'
json\t'The API\'s object, indented'
ndjson\t'One object a line'
yaml\t'YAML'
csv\t'Comma-separated values, with a head'"
complete -c hookport -n "__fish_hookport_using_subcommand doctor" -l fields -d 'Only these fields, with commas between them; dots lead inside: `id,data.body.type`' -r
complete -c hookport -n "__fish_hookport_using_subcommand doctor" -l jq -d 'What this jq filter makes of the JSON; texts are written without quotes, unless `--output` is given' -r
complete -c hookport -n "__fish_hookport_using_subcommand doctor" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand doctor" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand doctor" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand doctor" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand mcp" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand mcp" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand mcp" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand mcp" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand mcp" -l allow-write -d 'Let it send, trigger, retry and run transformations'
complete -c hookport -n "__fish_hookport_using_subcommand mcp" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c hookport -n "__fish_hookport_using_subcommand completion" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand completion" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand completion" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand completion" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand completion" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand man" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand man" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand man" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand man" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand man" -s h -l help -d 'Print help'
complete -c hookport -n "__fish_hookport_using_subcommand version" -l api-url -d 'The gateway to speak to, instead of the profile\'s or the one that runs here' -r
complete -c hookport -n "__fish_hookport_using_subcommand version" -s p -l profile -d 'The profile to use: an address and a key that `hookport login` kept' -r
complete -c hookport -n "__fish_hookport_using_subcommand version" -l log-level -d 'How much is told about the inner workings: `error`, `warn`, `info`, `debug`, `trace`, or a filter like `hookport::gateway=debug`' -r
complete -c hookport -n "__fish_hookport_using_subcommand version" -l log-format -d 'How it is told: `text`, or `json`, one object a line' -r -f -a "text\t'For people'
json\t'One object a line'"
complete -c hookport -n "__fish_hookport_using_subcommand version" -s h -l help -d 'Print help'
