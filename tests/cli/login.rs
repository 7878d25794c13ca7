//! Logging in: by key, in a browser, as a machine; what is kept of it, and that a key goes nowhere
//! else.

use std::path::{Path, PathBuf};

use insta::assert_snapshot;

use crate::support::{Hosted, KEY, MACHINE_KEY, PROJECT_KEY, Person, Served, Terminal};

#[tokio::test]
async fn who_logged_in_needs_no_key_until_they_log_out() {
    let gateway = Served::start().await;
    let person = Person::new();
    let login = ["login", "--api-url", &gateway.url];
    assert_snapshot!(person.run_with(&login, "not-the-key-at-all").await, @r"
    ------- stderr -------
    error: the gateway does not know this API key
    hint: `hookport login` stores a key for this gateway; HOOKPORT_API_KEY gives one for a single command.
    [exit status: 3]
    ");
    assert_snapshot!(person.run_with(&login, "").await, @r"
    ------- stderr -------
    error: no API key was given
    hint: Set HOOKPORT_API_KEY, or write the key to standard input.
    [exit status: 2]
    ");
    let said = person.run_with(&login, KEY).await;
    assert!(said.contains("logged in to http://127.0.0.1:*****/ as profile `default`"), "{said}");
    assert!(!said.contains(KEY), "{said}");
    assert_snapshot!(person.run(&["source", "count"]).await, @"0");

    // The key is for the gateway that it was given for, and for no other.
    let other = Served::start().await;
    assert_snapshot!(person.run(&["source", "count", "--api-url", &other.url]).await, @r"
    ------- stderr -------
    error: not logged in to http://127.0.0.1:*****/
    hint: `hookport login` stores a key; HOOKPORT_API_KEY gives one for a single command.
    [exit status: 3]
    ");

    assert_snapshot!(person.run(&["logout"]).await, @r"
    ------- stderr -------
    forgot profile `default` and its key
    ");
    assert_snapshot!(person.run(&["logout"]).await, @r"
    ------- stderr -------
    there is no profile `default` to forget
    ");
    assert_snapshot!(person.run(&["source", "count"]).await, @r"
    ------- stderr -------
    error: no gateway is named and none is running
    hint: `hookport serve` starts one here.
    hint: `hookport login --api-url URL` remembers one elsewhere.
    [exit status: 6]
    ");
}

#[tokio::test]
#[cfg(unix)]
async fn only_their_owner_can_read_kept_keys() {
    use std::os::unix::fs::PermissionsExt as _;
    let gateway = Served::start().await;
    let person = Person::new();
    person.run_with(&["login", "--api-url", &gateway.url, "--profile", "work"], KEY).await;
    let key = config(&person).join("work.key");
    assert_eq!(std::fs::metadata(key).unwrap().permissions().mode() & 0o777, 0o600);
    assert_snapshot!(person.run(&["source", "count", "-p", "work"]).await, @"0");
}

/// Where what a person keeps is.
fn config(person: &Person) -> PathBuf {
    let usual = person.home.path().join(".config/hookport");
    let mac = person.home.path().join("Library/Application Support/hookport");
    if cfg!(target_os = "macos") { mac } else { usual }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[tokio::test]
#[cfg(all(unix, not(target_os = "macos")))]
async fn somebody_agrees_to_a_login_in_the_browser() {
    use std::os::unix::fs::PermissionsExt as _;
    let hosted = Hosted::start().await;
    let url = &hosted.target.url;
    let person = Person::new();
    // The browser of this screen writes down what it is to open.
    let browser = person.home.path().join("xdg-open");
    std::fs::write(&browser, "#!/bin/sh\nprintf %s \"$1\" > \"$HOME/opened\"\n").unwrap();
    std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:/usr/bin:/bin", person.home.path().display());
    let person = person.with("PATH", &path).with("DISPLAY", ":0");

    let mut terminal = Terminal::start(&person.command(&["login", "--api-url", url]));
    let page = format!("{url}/page/agree");
    terminal.until(|it| it.contains(&format!("open this page to log in: {page}"))).await;
    // It asked once in vain.
    hosted.target.received(2).await;
    let browser = reqwest::Client::builder().no_proxy().build().unwrap();
    browser.get(&page).send().await.unwrap();
    assert_eq!(terminal.ended().await, 0, "{}", terminal.text());
    let text = terminal.text();
    assert!(text.contains("as profile `default`") && !text.contains(MACHINE_KEY), "{text}");
    assert_eq!(read(&person.home.path().join("opened")), page);

    assert_eq!(read(&config(&person).join("default.key")), MACHINE_KEY);
    assert_snapshot!(person.run(&["source", "count"]).await, @"0");
    let last = hosted.target.so_far().pop().unwrap();
    assert_eq!(last.header("x-team-id"), Some("tm_engines"));
    assert_eq!(last.header("x-project-id"), Some("tm_engines"));
}

#[tokio::test]
#[cfg(unix)]
async fn where_there_is_no_page_the_key_is_asked_for_and_not_shown() {
    let gateway = Served::start().await;
    let person = Person::new();
    let command = person.command(&["login", "--api-url", &gateway.url]);
    let mut terminal = Terminal::start(&command);
    terminal.until(|it| it.contains("API key for http://127.0.0.1:")).await;
    terminal.press(&format!("{KEY}\r"));
    assert_eq!(terminal.ended().await, 0, "{}", terminal.text());
    assert!(!terminal.text().contains(KEY), "{}", terminal.text());
    assert_snapshot!(person.run(&["source", "count"]).await, @"0");

    let mut terminal = Terminal::start(&command);
    terminal.until(|it| it.contains("API key for http://127.0.0.1:")).await;
    terminal.press("\u{3}");
    assert_eq!(terminal.ended().await, 130);
}

#[tokio::test]
async fn a_machine_keeps_the_key_that_it_gets_for_a_projects() {
    let hosted = Hosted::start().await;
    let person = Person::new();
    let ci = person.command(&["ci", "--api-url", &hosted.target.url, "--name", "runner 7"]);
    let output = { ci }.env("HOOKPORT_API_KEY", PROJECT_KEY).output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(&hosted.target.so_far()[0].body[..], br#"{"device_name":"runner 7"}"#);
    assert_eq!(read(&config(&person).join("default.key")), MACHINE_KEY);

    // A gateway of one's own knows no other keys.
    let gateway = Served::start().await;
    let person = Person::new();
    let said = person.run_with(&["ci", "--api-url", &gateway.url], KEY).await;
    assert!(said.contains("logged in to") && !said.contains(KEY), "{said}");
    assert_snapshot!(person.run(&["source", "count"]).await, @"0");
    assert_snapshot!(person.run_with(&["ci", "--api-url", &gateway.url], "a-wrong-key-altogether").await, @r"
    ------- stderr -------
    error: the gateway does not know this API key
    hint: `hookport login` stores a key for this gateway; HOOKPORT_API_KEY gives one for a single command.
    [exit status: 3]
    ");
}

#[tokio::test]
async fn what_the_hookdeck_cli_keeps_is_taken_over_and_stays_as_it_is() {
    let gateway = Served::start().await;
    let person = Person::new();
    assert_snapshot!(person.run(&["login", "--from-hookdeck"]).await, @r"
    ------- stderr -------
    error: the Hookdeck CLI keeps no file here
    hint: `--from-hookdeck FILE` says where it is.
    [exit status: 4]
    ");
    let file = person.home.path().join(".config/hookdeck/config.toml");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let text = format!(
        "profile = 'work'\napi_base = '{}'\n[work]\napi_key = '{KEY}'\nproject_id = ''\n",
        gateway.url
    );
    std::fs::write(&file, &text).unwrap();
    assert_snapshot!(person.run(&["login", "--from-hookdeck", "-p", "wrok"]).await, @r"
    ------- stderr -------
    error: nothing to take over from $HOME/.config/hookdeck/config.toml
      caused by: no profile is called `wrok` there
    hint: Did you mean `work`?
    [exit status: 4]
    ");
    let other = ["login", "--from-hookdeck", "--api-url", "http://127.0.0.1:1"];
    assert_snapshot!(person.run(&other).await, @r"
    ------- stderr -------
    error: the key in $HOME/.config/hookdeck/config.toml is for http://127.0.0.1:*****/
    hint: Leave out `--api-url` and HOOKPORT_API_URL: the file says where it belongs.
    [exit status: 2]
    ");
    let said = person.run(&["login", "--from-hookdeck"]).await;
    assert!(said.contains("as profile `default`") && !said.contains(KEY), "{said}");
    assert_snapshot!(person.run(&["source", "count"]).await, @"0");
    let said =
        person.run(&["login", "--from-hookdeck", file.to_str().unwrap(), "-p", "work"]).await;
    assert!(said.contains("as profile `work`"), "{said}");
    assert_eq!(read(&file), text);
    assert_snapshot!(person.run(&["source", "count", "-p", "wokr"]).await, @r"
    ------- stderr -------
    error: no profile is called `wokr`
    hint: Did you mean `work`?
    [exit status: 3]
    ");
    assert_snapshot!(person.run(&["logout", "--all"]).await, @r"
    ------- stderr -------
    forgot default, work
    ");
    assert!(!config(&person).join("work.key").exists());
}

#[tokio::test]
async fn a_login_of_a_folder_is_for_those_who_work_below_it() {
    let gateway = Served::start().await;
    let person = Person::new();
    let (shop, deep) = (person.home.path().join("shop"), person.home.path().join("shop/src/deep"));
    std::fs::create_dir_all(&deep).unwrap();
    let login = person.command(&["login", "--local", "--api-url", &gateway.url]);
    let login = { login }.current_dir(&shop).env("HOOKPORT_API_KEY", KEY).output().await.unwrap();
    assert!(login.status.success(), "{}", String::from_utf8_lossy(&login.stderr));
    assert_eq!(
        std::fs::read_dir(&shop).unwrap().count(),
        1,
        "nothing is left in the folder itself"
    );
    let count = async |folder: &Path| {
        person.command(&["source", "count"]).current_dir(folder).output().await.unwrap()
    };
    assert_eq!(count(&deep).await.stdout, b"0\n");
    assert_eq!(count(person.home.path()).await.status.code(), Some(6));
    // What lies in the folder, as one who writes to a repository could have it, is nobody's login.
    let theirs = shop.join("src/.hookport");
    std::fs::create_dir(&theirs).unwrap();
    let address = "[profile.default]\napi_url = \"http://127.0.0.1:1/\"\n";
    std::fs::write(theirs.join("config.toml"), address).unwrap();
    assert_eq!(count(&deep).await.stdout, b"0\n");
    let logout = person.command(&["logout"]).current_dir(&deep).status().await.unwrap();
    assert!(logout.success());
    assert_eq!(count(&deep).await.status.code(), Some(6));
}

#[tokio::test]
async fn a_logout_reaches_the_logins_of_all_folders_and_passes_over_what_is_broken() {
    let gateway = Served::start().await;
    let person = Person::new();
    let [shop, bank] = ["shop", "bank"].map(|it| person.home.path().join(it));
    let run = async |args: &[&str], folder: &Path| {
        let mut command = person.command(args);
        command.current_dir(folder).env("HOOKPORT_API_KEY", KEY);
        let ended = command.output().await.unwrap();
        (ended.status.code(), String::from_utf8(ended.stderr).unwrap())
    };
    let files = || {
        let folders = std::fs::read_dir(config(&person).join("folders")).unwrap();
        folders.map(|it| it.unwrap().path().join("config.toml")).filter(|it| it.is_file())
    };
    for folder in [&shop, &bank] {
        std::fs::create_dir(folder).unwrap();
        let login = ["login", "--local", "--api-url", &gateway.url];
        assert_eq!(run(&login, folder).await.0, Some(0));
    }
    run(&["login", "--api-url", &gateway.url], person.home.path()).await;
    let broken = files().find(|it| it.to_string_lossy().contains("bank")).unwrap();
    std::fs::write(&broken, "[profile").unwrap();

    // It keeps nobody from leaving, and is not taken for nothing.
    let (exit, said) = run(&["logout"], &bank).await;
    assert_eq!(exit, Some(1), "{said}");
    assert!(said.contains("cannot understand") && said.contains("config.toml"), "{said}");
    assert!(!broken.with_file_name("default.key").exists());
    assert!(read(&config(&person).join("config.toml")).contains("[profile.default]"));
    let (exit, said) = run(&["logout", "--all"], person.home.path()).await;
    assert_eq!(exit, Some(1), "{said}");
    assert!(said.contains(&format!("forgot default of {}", shop.display())), "{said}");
    assert_eq!(files().collect::<Vec<_>>(), [broken]);
}

#[tokio::test]
async fn a_key_that_opens_several_projects_is_used_in_the_one_that_is_chosen() {
    let hosted = Hosted::start().await;
    let url = &hosted.target.url;
    let person = Person::new();
    person.run_with(&["login", "--api-url", url], MACHINE_KEY).await;
    assert_snapshot!(person.run(&["project", "list", "loom", "--type", "gateway"]).await, @r"
    ID        CREATED  NAME
    tm_looms           [Looms] main
    ");
    assert_snapshot!(person.run(&["project", "use", "main"]).await, @r"
    ------- stderr -------
    error: several projects are called `main`
    hint: Give the id of the one you mean: tm_engines, tm_looms
    [exit status: 5]
    ");
    assert_snapshot!(person.run(&["project", "use", "qeues"]).await, @r"
    ------- stderr -------
    error: no project is called `qeues`
    hint: Did you mean `queues`?
    [exit status: 4]
    ");
    assert_snapshot!(person.run(&["project", "use", "looms", "main"]).await, @r"
    ------- stderr -------
    profile `default` means project [Looms] main from now on
    ");
    person.run(&["source", "count"]).await;
    assert_eq!(hosted.target.so_far().pop().unwrap().header("x-team-id"), Some("tm_looms"));
    let strict = person.with("HOOKPORT_API_KEY", MACHINE_KEY);
    assert_snapshot!(strict.run(&["project", "use", "tm_engines"]).await, @r"
    ------- stderr -------
    error: HOOKPORT_API_KEY says which key is used, and so which project
    hint: Unset it, or `hookport login` with a key of the other project.
    [exit status: 2]
    ");
}

#[tokio::test]
#[cfg(target_os = "linux")]
async fn a_keyring_that_never_answers_is_not_waited_for() {
    let gateway = Served::start().await;
    let person = Person::new().without("HOOKPORT_NO_KEYRING");
    // It takes connections and says nothing, as one does that waits for its owner.
    let socket = person.home.path().join("bus");
    let bus = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let address = format!("unix:path={}", socket.display());
    let person = person.with("DBUS_SESSION_BUS_ADDRESS", &address);
    let login = ["login", "--api-url", &gateway.url];
    let said = person.run_with(&login, KEY).await;
    let line = said.lines().find(|it| it.starts_with("the key is in"));
    assert_snapshot!(line.unwrap(), @r"the key is in $HOME/.config/hookport/default.key: the system's keyring did not answer within 3 s; it may be locked");
    assert_eq!(read(&config(&person).join("default.key")), KEY);
    assert_snapshot!(person.run(&["source", "count"]).await, @"0");
    // An older key may be where nobody can look.
    assert_snapshot!(person.run(&["logout"]).await, @r"
    ------- stderr -------
    forgot profile `default`
    error: the key of profile `default` may still be kept
      caused by: the system's keyring did not answer within 3 s; it may be locked
    hint: `hookport logout` again, once that is set right.
    [exit status: 1]
    ");
    assert!(!config(&person).join("default.key").exists());
    // Nor is it sure that there is nothing to forget.
    assert_snapshot!(person.run(&["logout"]).await, @r"
    ------- stderr -------
    error: the system's keyring did not answer within 3 s; it may be locked
    hint: `hookport logout` again, once that is set right.
    [exit status: 1]
    ");
    drop(bus);
}
