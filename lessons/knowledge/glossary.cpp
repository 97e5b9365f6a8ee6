#include "knowledge/glossary.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace lesson {
namespace {

// What a thing is, not what it does in the case that a lesson asks about.
constexpr Term terms[] = {
    {"ASGI", "What Python web servers and applications agree on: one coroutine call a connection, "
             "`app(scope, receive, send)`, events in and "
             "events out."},
    {"async generator|async generators",
     "A generator that may await between two values; `async for` takes them."},
    {"awaitable|awaitables",
     "What may stand after `await`: a coroutine, a task, a future, or an object with `__await__`."},
    {"blocking call|blocking calls",
     "A call that returns only when its work is done, and does not give control back meanwhile."},
    {"call_soon", "Puts a callback into the ready queue."},
    {"call_later|call_at", "Sets a timer: the callback is called when its time has come."},
    {"callback|callbacks", "A function that the loop calls in a later turn; all that runs in a loop is a "
                           "callback, a task's step too."},
    {"cancel|cancels|cancelled|cancellation",
     "To ask a task to end: CancelledError is thrown in where it waits."},
    {"CancelledError", "The exception that a cancellation throws in."},
    {"condition|conditions",
     "A lock with a waiting room: who waits is woken by `notify`, and then takes the lock again."},
    {"context variable|context variables|ContextVar",
     "A variable whose value belongs to a context, and not to a function or a module."},
    {"coroutine|coroutines|coroutine object|coroutine objects",
     "What calling an `async def` function gives: its body and its local variables, which can stop and go "
     "on."},
    {"coroutine function|coroutine functions", "A function written with `async def`."},
    {"debug mode", "asyncio's own checks, switched on by `PYTHONASYNCIODEBUG=1` or `debug=True`: slow steps, "
                   "forgotten awaits, wrong threads."},
    {"event loop|loop", "The machine that runs everything: it takes what is ready, runs it, and sleeps until "
                        "a timer or the outside has more."},
    {"exception group|exception groups|ExceptionGroup",
     "Several exceptions raised as one; `except*` takes those of a type out of it."},
    {"executor|executors", "A pool of threads for calls that block; a future stands for each."},
    {"future|futures", "A result that is not there yet, and somebody who will set it."},
    {"gather", "Runs several awaitables at the same time and waits for all of them: one result each."},
    {"generator|generators", "A function with `yield`: it stops there, hands out a value, and goes on from "
                             "there when it is asked again."},
    {"handle|handles",
     "A callback in the loop's queue, with its arguments; it can be cancelled before it runs."},
    {"lifespan", "The part of ASGI that tells an application when the server starts and when it stops."},
    {"lock|locks", "Only one task holds it at a time; the others wait."},
    {"middleware",
     "A layer around an application: it sees each request on the way in and each answer on the way out."},
    {"queue|queues", "Hands items from task to task: `get` waits while it is empty, `put` while it is full."},
    {"ready queue", "The callbacks that the loop runs next, first in, first out."},
    {"scope",
     "The dictionary that tells an ASGI application what the connection is: its type, path, headers."},
    {"selector|select",
     "Asks the operating system which sockets have something to say; the loop sleeps in it."},
    {"semaphore|semaphores", "A lock for several: so many may be inside at once."},
    {"shield", "Awaits something in such a way that a cancellation does not reach it."},
    {"StopIteration", "The exception with which a generator or coroutine tells that it has returned; its "
                      "`value` is the result."},
    {"stream|streams", "asyncio's reader and writer of a connection: what has not come yet is awaited."},
    {"suspend|suspends|suspended",
     "To stop at an `await` and give control back, with all local variables kept."},
    {"resume|resumes|resumed", "To go on from the `await` at which it was suspended."},
    {"task|tasks", "A coroutine that the loop runs by itself, step by step."},
    {"task group|task groups|TaskGroup",
     "Tasks with a scope: the block is left only when all of them are over."},
    {"thread|threads", "Another line of work of the operating system. A loop and all its tasks live in one."},
    {"timeout|timeouts", "A limit of time for what runs inside."},
    {"timer|timers",
     "A callback that waits for its time; the loop keeps them in a heap, the earliest on top."},
    {"turn|turns",
     "Once round the loop: take what is ready, run exactly that, then look for timers and sockets."},
    {"virtual clock", "The clock of these lessons: when nothing is ready it jumps to the next timer, so a "
                      "sleep costs no time and each run is the "
                      "same."},
    {"wakeup|woken",
     "A future is done, so the task that waits for it comes into the ready queue; it runs in the next turn."},
    {"yield", "Where a generator stops and hands out a value. `await` is made of it, deep down."},
};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

char small(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool stands_at(std::string_view text, std::size_t at, std::string_view form) {
    if (form.empty() || text.size() - at < form.size()) return false;
    if (text[at] != form[0] && small(text[at]) != form[0]) return false;
    if (text.substr(at + 1, form.size() - 1) != form.substr(1)) return false;
    return at + form.size() == text.size() || !is_word(text[at + form.size()]);
}

FoundTerm longest_at(std::string_view text, std::size_t at) {
    FoundTerm found{at, at, nullptr};
    for (Term const& term : terms)
        for (std::size_t from = 0; from <= term.forms.size();) {
            auto const end = std::min(term.forms.find('|', from), term.forms.size());
            auto const form = term.forms.substr(from, end - from);
            if (at + form.size() > found.end && stands_at(text, at, form))
                found = {at, at + form.size(), &term};
            from = end + 1;
        }
    return found;
}

} // namespace

std::span<Term const> glossary() { return terms; }

std::vector<FoundTerm> terms_in(std::string_view text) {
    std::vector<FoundTerm> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (at > 0 && is_word(text[at - 1])) continue;
        auto const here = longest_at(text, at);
        if (!here.term) continue;
        found.push_back(here);
        at = here.end - 1;
    }
    return found;
}

} // namespace lesson
