//! The threads on which scripts run, and whose turn it is.
//!
//! Scripts take turns, however many requests wait for each, and one thread is always left to the
//! others: a script that never ends by itself costs everybody else nothing but that it is slower.
//! One that times out again and again is left out for a while, so that it does not eat up a
//! processor; and a thread that a script does not give back at all is given up, with the script.
//!
//! **Invariant:** bounded: [`WAITING`] requests wait, [`WAITING_FOR_ONE`] of them for one script, and
//! none for much longer than [`PATIENCE`]. Whoever finds no room, or no turn in that time, is told to
//! come again; and what nobody waits for any more is not run.

use std::collections::{HashMap, VecDeque};
use std::ops::ControlFlow;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tokio::time::timeout;

use super::effort::Effort;
use super::sandbox::{Sandbox, THREAD_STACK};
use super::{Input, Run, Script, TIME};

/// How many requests may wait for their turn.
const WAITING: usize = 1024;
/// How many requests may wait for one script.
const WAITING_FOR_ONE: usize = 256;
/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a request that waits looks at what has become of it.
const LOOK: Duration = Duration::from_secs(1);
/// How many loaded scripts a thread keeps.
const LOADED: usize = 8;
/// A thread that has nothing to do for so long ends.
const IDLE: Duration = Duration::from_secs(60);
/// How long after its time a script may take to notice.
const GRACE: Duration = Duration::from_secs(2);
/// After so many runs in a row that timed out, a script is left out for [`PAUSE`].
const STRIKES: u32 = 3;
const PAUSE: Duration = Duration::from_secs(10);
/// For how long a script is left out that did not give its thread back.
const BARRED: Duration = Duration::from_secs(24 * 60 * 60);
/// How many scripts are remembered that have nothing to run.
const REMEMBERED: usize = 1024;

/// Runs scripts. Cheap to clone; threads are started when they are first needed.
#[derive(Clone)]
pub struct Engine(Arc<Shared>);

/// Too much waits to be run; the caller may come again.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("too many requests wait for transformations")]
pub struct Busy;

struct Shared {
    state: Mutex<State>,
    work: Condvar,
    threads: usize,
}

#[derive(Default)]
struct State {
    /// What is known of each script.
    scripts: HashMap<Digest, Standing>,
    /// The scripts for which requests wait, in the order of their turns; each once.
    turns: VecDeque<Digest>,
    waiting: usize,
    /// What runs, by thread.
    running: HashMap<u64, Running>,
    /// How many threads there are, given up ones apart.
    threads: usize,
    idle: usize,
    last_thread: u64,
    last_job: u64,
}

type Digest = [u8; 32];
type Reply = oneshot::Sender<Run>;

#[derive(Default)]
struct Standing {
    jobs: VecDeque<Job>,
    running: usize,
    strikes: u32,
    left_out_until: Option<Instant>,
}

/// A request that waits for its turn.
struct Job {
    number: u64,
    script: Script,
    input: Input,
    reply: Reply,
}

/// A place among those that wait; whoever drops it waits no more.
struct Place<'a> {
    engine: &'a Engine,
    digest: Digest,
    number: u64,
}

impl Place<'_> {
    /// Waits no more; answers whether its turn had not yet come.
    fn leave(&self) -> bool {
        self.engine.0.lock().withdraw(self.digest, self.number)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.leave();
    }
}

struct Running {
    digest: Digest,
    since: Instant,
    reply: Reply,
}

impl Default for Engine {
    fn default() -> Self {
        // Two at least, so that one script never has all of them.
        let threads = thread::available_parallelism().map_or(2, |it| it.get().clamp(2, 8));
        Self(Arc::new(Shared { state: Mutex::default(), work: Condvar::new(), threads }))
    }
}

impl Engine {
    /// Runs a script on a request. A script that fails is an answer; an error is only that there
    /// was no room, or no turn in time.
    pub async fn run(&self, script: &Script, input: Input) -> Result<Run, Busy> {
        let (reply, mut answer) = oneshot::channel();
        let asked = Instant::now();
        let place = match self.enqueue(script, input, reply)? {
            ControlFlow::Continue(place) => place,
            ControlFlow::Break(run) => return Ok(run),
        };
        loop {
            if let Ok(answer) = timeout(LOOK, &mut answer).await {
                return answer.map_err(|_| Busy);
            }
            self.give_up(Instant::now());
            if asked.elapsed() >= PATIENCE && place.leave() {
                return Err(Busy);
            }
        }
    }

    /// Has it wait for its turn; answers at once for a script that is left out.
    fn enqueue(
        &self,
        script: &Script,
        input: Input,
        reply: Reply,
    ) -> Result<ControlFlow<Run, Place<'_>>, Busy> {
        let state = &mut *self.0.lock();
        let now = Instant::now();
        state.forget(now);
        let full = state.waiting >= WAITING;
        let standing = state.scripts.entry(script.digest).or_default();
        if let Some(until) = standing.left_out_until {
            if until > now {
                return Ok(ControlFlow::Break(left_out(until - now)));
            }
            standing.left_out_until = None;
        }
        if full || standing.jobs.len() >= WAITING_FOR_ONE {
            return Err(Busy);
        }
        state.last_job += 1;
        let (number, digest) = (state.last_job, script.digest);
        standing.jobs.push_back(Job { number, script: script.clone(), input, reply });
        let first = standing.jobs.len() == 1;
        // One for whose script nobody may work now is taken by whoever works for it.
        let startable = standing.running < self.0.most_for_one();
        state.waiting += 1;
        if first {
            state.turns.push_back(digest);
        }
        // A thread that was woken for another is idle until it is awake.
        if startable
            && state.idle < state.waiting
            && state.threads < self.0.threads
            && let Err(busy) = self.start(state)
        {
            state.withdraw(digest, number);
            return Err(busy);
        }
        if startable {
            self.0.work.notify_one();
        }
        Ok(ControlFlow::Continue(Place { engine: self, digest, number }))
    }

    fn start(&self, state: &mut State) -> Result<(), Busy> {
        state.last_thread += 1;
        let (me, shared) = (state.last_thread, self.0.clone());
        let thread = thread::Builder::new().name("script".to_owned()).stack_size(THREAD_STACK);
        match thread.spawn(move || work(&shared, me)) {
            Ok(_) => state.threads += 1,
            Err(error) if state.threads == 0 => {
                tracing::error!(%error, "no thread to run transformations on");
                return Err(Busy);
            }
            Err(error) => tracing::warn!(%error, "no other thread to run transformations on"),
        }
        Ok(())
    }

    /// Gives up threads that do not come back, with their scripts.
    fn give_up(&self, now: Instant) {
        let mut state = self.0.lock();
        let late = |it: &Running| now.duration_since(it.since) > TIME + GRACE;
        let lost: Vec<_> = state.running.extract_if(|_, it| late(it)).collect();
        for (_, running) in lost {
            tracing::error!("a transformation does not stop; its thread is given up");
            state.threads -= 1;
            state.ended(running.digest, None);
            state.leave_out(running.digest, now + BARRED);
            // Whoever asked may have gone.
            let _ = running.reply.send(left_out(BARRED));
            if !state.turns.is_empty() && self.start(&mut state).is_err() {
                break;
            }
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many threads one script may have: one is left to the others.
    fn most_for_one(&self) -> usize {
        self.threads - 1
    }

    /// The next request whose turn it is; `None` when there was none for long.
    fn next(&self, me: u64) -> Option<(Script, Input)> {
        let mut state = self.lock();
        loop {
            if let Some(Job { script, input, reply, .. }) = state.take(self.most_for_one()) {
                // Whoever ended last may have freed more than this.
                if state.idle > 0 && state.turn(self.most_for_one()).is_some() {
                    self.work.notify_one();
                }
                let running = Running { digest: script.digest, since: Instant::now(), reply };
                state.running.insert(me, running);
                return Some((script, input));
            }
            state.idle += 1;
            let waited = self.work.wait_timeout(state, IDLE);
            let (waited, how) = waited.unwrap_or_else(PoisonError::into_inner);
            state = waited;
            state.idle -= 1;
            if how.timed_out() && state.turns.is_empty() {
                state.threads -= 1;
                return None;
            }
        }
    }

    /// Answers whoever asked; `false` when this thread was given up meanwhile.
    fn done(&self, me: u64, run: Run, worked: Duration) -> bool {
        let mut state = self.lock();
        let Some(Running { digest, since, reply }) = state.running.remove(&me) else {
            return false;
        };
        let now = Instant::now();
        // On a machine that has no time for it a sound script is late too, and did little. One that
        // never ends gets its share of any machine.
        let late = now.duration_since(since) >= TIME && worked >= TIME / 10;
        if let Some(strikes) = state.ended(digest, Some(late))
            && strikes >= STRIKES
        {
            state.leave_out(digest, now + PAUSE);
        }
        drop(state);
        let _ = reply.send(run);
        true
    }
}

impl State {
    /// Where the first script stands whose turn it is and that has not yet `most` threads.
    fn turn(&self, most: usize) -> Option<usize> {
        let may_run = |it: &Digest| self.scripts.get(it).is_some_and(|it| it.running < most);
        self.turns.iter().position(may_run)
    }

    /// Its first request.
    fn take(&mut self, most: usize) -> Option<Job> {
        let place = self.turn(most)?;
        let digest = self.turns.remove(place)?;
        let standing = self.scripts.get_mut(&digest)?;
        let job = standing.jobs.pop_front()?;
        standing.running += 1;
        if !standing.jobs.is_empty() {
            self.turns.push_back(digest);
        }
        self.waiting -= 1;
        Some(job)
    }

    /// Takes back a job that waits; answers whether it still did.
    fn withdraw(&mut self, digest: Digest, number: u64) -> bool {
        let Some(standing) = self.scripts.get_mut(&digest) else { return false };
        // They stand in the order of their numbers.
        let Ok(place) = standing.jobs.binary_search_by_key(&number, |it| it.number) else {
            return false;
        };
        standing.jobs.remove(place);
        self.waiting -= 1;
        if standing.jobs.is_empty() {
            self.turns.retain(|it| *it != digest);
        }
        true
    }

    /// Notes that a run ended, and whether it timed out; answers how often in a row it did.
    fn ended(&mut self, digest: Digest, timed_out: Option<bool>) -> Option<u32> {
        let standing = self.scripts.get_mut(&digest)?;
        standing.running -= 1;
        if let Some(timed_out) = timed_out {
            standing.strikes = if timed_out { standing.strikes + 1 } else { 0 };
        }
        Some(standing.strikes)
    }

    /// Leaves a script out, and answers all that wait for it.
    fn leave_out(&mut self, digest: Digest, until: Instant) {
        let Some(standing) = self.scripts.get_mut(&digest) else { return };
        standing.left_out_until = Some(until);
        // The next time-out is one too many again.
        standing.strikes = STRIKES - 1;
        let jobs = std::mem::take(&mut standing.jobs);
        self.waiting -= jobs.len();
        self.turns.retain(|it| *it != digest);
        for Job { reply, .. } in jobs {
            let _ = reply.send(left_out(until.saturating_duration_since(Instant::now())));
        }
    }

    /// Forgets scripts with nothing to run, when they are many.
    fn forget(&mut self, now: Instant) {
        if self.scripts.len() > REMEMBERED {
            self.scripts.retain(|_, it| {
                !it.jobs.is_empty()
                    || it.running > 0
                    || it.left_out_until.is_some_and(|it| it > now)
            });
        }
    }
}

fn left_out(rest: Duration) -> Run {
    let seconds = rest.as_secs().max(1);
    let why = format!(
        "Error: Script execution timed out, as it did before: the code is not run for another \
         {seconds} seconds, unless it is changed"
    );
    Run::new(Vec::new(), Err(why))
}

/// What a thread does until it has nothing to do.
fn work(shared: &Shared, me: u64) {
    // The one that was used last is at the end.
    let mut loaded: Vec<(Digest, Sandbox)> = Vec::with_capacity(LOADED);
    while let Some((script, input)) = shared.next(me) {
        let effort = Effort::start();
        let known = loaded.iter().position(|(digest, _)| *digest == script.digest);
        let sandbox = match known {
            Some(place) => Ok(loaded.remove(place).1),
            None => {
                if loaded.len() >= LOADED {
                    loaded.remove(0);
                }
                Sandbox::load(&script)
            }
        };
        let run = match sandbox {
            Ok(mut sandbox) => {
                let (run, again) = sandbox.run(&input);
                if again {
                    loaded.push((script.digest, sandbox));
                }
                run
            }
            Err(run) => *run,
        };
        if !shared.done(me, run, effort.so_far()) {
            tracing::warn!("a transformation that did not stop has stopped at last");
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_thread_that_was_woken_for_one_request_is_not_waited_for_by_another() {
        let engine = Engine::default();
        {
            // One that does not wake up.
            let mut state = engine.0.lock();
            (state.idle, state.threads) = (1, 1);
        }
        let given = || {
            let nothing = || Arc::new(|| "null".to_owned());
            Input::new(().into(), nothing(), ("", &().into()), "/", nothing())
        };
        let enqueue = |name: &str| {
            let script =
                Script::new([name, ""], "addHandler('transform', (it) => it)", &BTreeMap::new());
            engine.enqueue(&script, given(), oneshot::channel().0).unwrap()
        };
        let one = enqueue("one");
        assert_eq!(engine.0.lock().threads, 1);
        let other = enqueue("other");
        assert_eq!(engine.0.lock().threads, 2);
        drop((one, other));
    }
}
