complete --keep-order --exclusive --command hookport --arguments "(HOOKPORT_COMPLETE=fish hookport -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token))"
