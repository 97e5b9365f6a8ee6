#include "replay/describe.hpp"

#include "replay/state.hpp"

#include <cctype>

namespace replay {

using trace::Event;
using trace::Kind;
using trace::ObjectId;
using trace::ObjectType;

namespace {

std::string quoted(std::string_view text) { return "“" + one_line(text) + "”"; }

std::string count(std::int64_t number, char const* one, char const* many) {
    return std::to_string(number) + " " + (number == 1 ? one : many);
}

class Sentence {
  public:
    Sentence(Index const& index, Position position)
        : index_(index), log_(index.log()), position_(position), event_(log_[position - 1]) {}

    std::string words() const {
        switch (event_.kind) {
        case Kind::loop_start: return "The event loop starts";
        case Kind::loop_iteration:
            return "Turn " + std::to_string(index_.turn_at(position_)) + " of the loop begins: " +
                   (event_.value == 0 ? "nothing is ready"
                                      : count(event_.value, "handle is ready", "handles are ready"));
        case Kind::loop_select:
            if (event_.value == 0) return "The loop looks for finished I/O and does not wait";
            if (event_.value < 0) return "The loop waits for I/O, with no timer to end it";
            return "The loop would wait " + seconds(event_.value) + ", until its earliest timer";
        case Kind::loop_advance:
            return "The clock jumps from " + seconds(event_.value) + " to " + seconds(event_.time);
        case Kind::loop_stop: return "The loop is told to stop after this turn";
        case Kind::loop_close: return "The event loop is closed";

        case Kind::handle_ready: return capital(handle_words()) + " joins the ready queue";
        case Kind::handle_timer: return capital(timer_words()) + " is set for " + seconds(event_.value);
        case Kind::handle_due: return capital(timer_words()) + " is due: it joins the ready queue";
        case Kind::handle_run: return "The loop runs " + handle_words();
        case Kind::handle_end: return capital(handle_words()) + " has run";
        case Kind::handle_cancel: return capital(handle_words()) + " is taken back before it ran";

        case Kind::coro_create:
            return quoted_code(text()) + " is called: it makes a " +
                   std::string(coroutine_word(index_, event_.subject)) + " and runs nothing";
        case Kind::coro_start:
            if (event_.object.type() == ObjectType::task) return subject() + " begins to run, in " + object();
            if (event_.object)
                return subject() + " begins to run inside " + object() + ", which " +
                       (is_generator() ? "yields from it" : "awaits it");
            return subject() + " begins to run, driven by hand";
        case Kind::coro_suspend:
            if (is_generator() && text() == "yield") return subject() + " yields" + line(" at line ");
            if (text() == "yield") return who_suspends() + " with a bare yield";
            return who_suspends() + (text().empty() ? "" : ", awaiting " + expanded());
        case Kind::coro_resume: return subject() + " goes on" + line(" at line ") + in_task(event_.object);
        case Kind::coro_throw: return one_line(text()) + " is thrown into " + subject() + line(" at line ");
        case Kind::coro_return: return subject() + " returns " + one_line(text());
        case Kind::coro_raise: return subject() + " ends with " + one_line(text());
        case Kind::coro_close: return subject() + " is closed before its end";
        case Kind::coro_unawaited: return subject() + " was never awaited: it never ran";

        case Kind::task_create: return create_words();
        case Kind::task_step: return subject() + " runs";
        case Kind::task_suspend:
            if (!event_.object) return subject() + " gives way: its next step is scheduled";
            return subject() + " waits for " + object();
        case Kind::task_wakeup:
            return subject() + " is woken" + (event_.object ? ": " + object() + done_words() : std::string());
        case Kind::task_cancel: return cancel_words();
        case Kind::task_deliver: return "CancelledError is delivered to " + subject();
        case Kind::task_uncancel:
            return subject() + " takes back a cancel request: " +
                   (event_.value == 0 ? "none is" : count(event_.value, "is", "are")) + " left";
        case Kind::task_done: return subject() + outcome(text());
        case Kind::task_destroyed: return subject() + " is destroyed before it is over";

        case Kind::future_create: return "A future is made" + purpose();
        case Kind::future_callback:
            return "When " + subject() + " is done, " + callback_words() + " will be scheduled";
        case Kind::future_result:
            return capital(subject()) + " gets its result" +
                   (text().empty() || text() == "None" ? "" : ": " + one_line(text()));
        case Kind::future_exception: return capital(subject()) + " gets an exception: " + one_line(text());
        case Kind::future_cancel: return capital(subject()) + " is cancelled";
        case Kind::future_unretrieved: return "Nobody asked for the exception of " + subject();

        case Kind::sync_create: return "A " + lower_case(text()) + " is made: " + subject();
        case Kind::sync_wait: return object() + " must wait for " + subject();
        case Kind::sync_acquire: return object() + " acquires " + subject();
        case Kind::sync_release: return someone() + " releases " + subject();
        case Kind::sync_notify:
            return someone() + " wakes " + count(event_.value, "waiter", "waiters") + " of " + subject();
        case Kind::queue_put: return someone() + " puts an item into " + subject() + size_after();
        case Kind::queue_get: return someone() + " takes an item from " + subject() + size_after();
        case Kind::queue_task_done:
            return someone() + " reports an item of " + subject() +
                   " as done: " + std::to_string(event_.value) + " unfinished";

        case Kind::line: return runner() + " runs line " + std::to_string(event_.line);
        case Kind::local: {
            auto const equals = text().find(" = ");
            if (equals == std::string_view::npos) return one_line(text());
            return std::string(text().substr(0, equals)) + " is now " +
                   one_line(expand(index_, text().substr(equals + 3)));
        }
        case Kind::print: return actor() + " prints " + quoted(text());
        case Kind::run_intervene:
            return text() == "without effect" ? "That had no effect on " + subject()
                                              : "From outside: " + intervention();
        case Kind::warn: return "Warning: " + one_line(text());
        case Kind::log: return "asyncio logs " + quoted(text());
        case Kind::error_output: return actor() + " writes to standard error " + quoted(text());
        case Kind::loop_selected:
            return event_.value == 0
                       ? "The loop goes on"
                       : "The loop goes on: " + count(event_.value, "file is", "files are") + " ready";
        case Kind::label: return to_string(event_.subject) + " is now called " + quoted(text());
        case Kind::lost: return "Not recorded here: " + one_line(text());
        case Kind::process_start:
            return "Process " + to_string(event_.subject) + " begins: " + one_line(text());
        case Kind::process_end: return "Process " + to_string(event_.subject) + " ends: " + one_line(text());

        case Kind::thread_submit:
            return someone() + " gives " + one_line(text()) + " to thread " + to_string(event_.subject);
        case Kind::thread_start:
            return "Thread " + to_string(event_.subject) + " begins its work" + in_text();
        case Kind::thread_end:
            return "Thread " + to_string(event_.subject) + " has done its work: " + one_line(text());
        case Kind::thread_callback: return "Thread " + to_string(event_.subject) + " tells the loop";
        case Kind::io_watch: return "Socket " + to_string(event_.subject) + " is watched" + for_text();
        case Kind::io_ready: return "Socket " + to_string(event_.subject) + " is ready" + for_text();
        case Kind::io_unwatch:
            return "Socket " + to_string(event_.subject) + " is not watched any more" + for_text();
        default: return unknown();
        }
    }

  private:
    std::string_view text() const { return log_.text(event_); }
    std::string expanded() const { return expand(index_, text()); }
    std::string name(ObjectId id) const { return display_name(index_, id); }
    std::string subject() const { return name(event_.subject); }
    std::string object() const { return name(event_.object); }
    std::string someone() const { return event_.object ? object() : actor(); }
    std::string in_text() const { return text().empty() ? std::string() : " in " + one_line(text()); }
    std::string for_text() const { // a selector's event
        return text() == "read" ? " to be read" : text() == "write" ? " to be written" : "";
    }
    static std::string quoted_code(std::string_view code) { return std::string(code); }

    static std::string capital(std::string words) {
        if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
        return words;
    }
    std::string line(char const* before) const {
        return event_.line == 0 ? std::string() : before + std::to_string(event_.line);
    }
    std::string in_task(ObjectId id) const { return id ? ", in " + name(id) : std::string(); }

    std::string actor() const {
        if (auto const task = index_.task_at(position_)) return name(task);
        auto const& handle = index_.handle(index_.handle_at(position_));
        if (handle.run == 0 || event_.line != 0) return "The program";
        if (handle.role == Role::gather) return "gather’s callback";
        return "The callback " + plain_name(handle.words);
    }

    std::string runner() const {
        auto const& coroutine = index_.coroutine(event_.subject);
        if (coroutine.task) return name(coroutine.task);
        if (event_.subject) return subject();
        return actor();
    }

    bool is_generator() const { return index_.coroutine(event_.subject).generator; }

    std::string who_suspends() const {
        auto const task = index_.coroutine(event_.subject).task;
        return (task ? name(task) : subject()) + " suspends" + line(" at line ");
    }

    std::string handle_words() const {
        auto const& handle = index_.handle(event_.subject);
        auto const words = handle.words;
        auto const whom = event_.object;
        if (handle.role == Role::step)
            return whom_is_new() ? "the first step of " + name(whom) : "a step of " + name(whom);
        if (handle.role == Role::wakeup) return "the wakeup of " + name(whom);
        if (handle.role == Role::set_result || (handle.due != 0 && whom.type() == ObjectType::future))
            return timer_words();
        if (handle.role == Role::gather) {
            auto const& awaited = index_.future(whom).words;
            return awaited.empty() ? "gather’s callback" : "the callback of " + expand(index_, awaited);
        }
        if (handle.role == Role::stop) return "the callback that stops the loop";
        if (words.empty()) return timer_words();
        return "the callback " + plain_name(words) + (whom ? " for " + name(whom) : "");
    }

    // The handle is the one made when its task was.
    bool whom_is_new() const {
        auto const& task = index_.task(event_.object);
        return task.created != 0 && index_.handle(event_.subject).made == task.created + 1;
    }

    // What a person did, as the event's text has it ("late 2"), and to whom.
    std::string intervention() const {
        std::string_view const said = text();
        auto const space = std::min(said.find(' '), said.size());
        auto const act = said.substr(0, space);
        std::string const with = one_line(said.substr(std::min(space + 1, said.size())));
        auto const& whom = event_.subject;
        std::string const timer = (whom.type() == ObjectType::handle ? "" : "the timer of ") + name(whom);
        if (act == "cancel")
            return "cancel() is called on " + name(whom) + (with.empty() ? "" : ", saying " + with);
        if (act == "resolve") return name(whom) + " gets a result" + (with.empty() ? "" : ", " + with);
        if (act == "fail") return name(whom) + " gets an exception, " + with;
        if (act == "fire") return timer + " goes off now";
        if (act == "late") return timer + " goes off " + with + " s later";
        if (act == "raise") return with + " is raised in " + name(whom);
        return one_line(said) + " of " + name(whom);
    }

    std::string timer_words() const {
        auto const& words = index_.future(event_.object).words;
        if (!words.empty()) return "the timer of " + expand(index_, words);
        auto const& handle = index_.handle(event_.subject);
        return "timer " + to_string(event_.subject) +
               (handle.role == Role::unnamed || handle.role == Role::set_result
                    ? std::string()
                    : " (" + plain_name(handle.words) + ")");
    }

    std::string callback_words() const {
        switch (callback_role(text())) {
        case Role::wakeup: return "the wakeup of " + object();
        case Role::gather: return "gather’s callback";
        case Role::stop: return "the callback that stops the loop";
        default: return "the callback " + plain_name(text()) + (event_.object ? " for " + object() : "");
        }
    }

    std::string create_words() const {
        auto const by = index_.task_at(position_);
        auto const body = event_.object ? " to run " + object() : std::string();
        return (by ? name(by) + " creates " : "The program creates ") + subject() + body;
    }

    std::string cancel_words() const {
        auto const by = event_.object;
        if (by.type() == ObjectType::future)
            return capital(name(by)) + " passes the cancel on to " + subject();
        if (by && by != index_.task_at(position_))
            return name(by) + " passes the cancel on to " + subject() + ", which it awaits";
        auto const who = by ? name(by) : actor();
        return who + " calls cancel() on " + (by == event_.subject ? "itself" : subject()) +
               line(" at line ");
    }

    std::string outcome(std::string_view text) const {
        if (text.substr(0, 7) == "result ") return " is done: it returned " + one_line(text.substr(7));
        if (text.substr(0, 10) == "exception ") return " failed with " + one_line(text.substr(10));
        if (text == "cancelled") return " is cancelled";
        return text.empty() ? " is done" : " is done: " + one_line(text);
    }

    // How what the task waited for ended.
    std::string done_words() const {
        auto const ended = index_.ended(event_.object);
        if (ended == 0) return " is done";
        auto const& end = log_[ended - 1];
        auto const state = end.kind == Kind::task_done          ? outcome_state(log_.text(end))
                           : end.kind == Kind::future_cancel    ? TaskState::cancelled
                           : end.kind == Kind::future_exception ? TaskState::failed
                                                                : TaskState::done;
        if (state == TaskState::cancelled) return " was cancelled";
        return state == TaskState::failed ? " failed" : " is done";
    }

    std::string purpose() const {
        auto const& facts = index_.future(event_.subject);
        if (!facts.words.empty()) return " for " + expand(index_, facts.words);
        if (text().empty() || text() == "future") return ": " + to_string(event_.subject);
        return " for " + std::string(text());
    }

    std::string size_after() const { return ": it now holds " + std::to_string(event_.value); }

    std::string unknown() const {
        std::string out(log_.kind_name(event_.kind));
        if (out.empty()) out = "an event of an unknown kind";
        if (event_.subject) out += " " + to_string(event_.subject);
        if (event_.object) out += " " + to_string(event_.object);
        if (event_.value != 0) out += " " + std::to_string(event_.value);
        return out + line(" at line ");
    }

    Index const& index_;
    trace::Log const& log_;
    Position position_;
    Event const event_;
};

} // namespace

std::string describe(Index const& index, Position position) {
    if (position == 0 || position > index.size()) return {};
    return Sentence(index, position).words();
}

std::string describe(trace::Log const& log, Position position) { return describe(Index(log), position); }

} // namespace replay
