#include "aio/loop/baton.hpp"

#include "aio/base/schedule.hpp"
#include "aio/loop/loop.hpp"
#include "aio/python/errors.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace aio {

void Gate::let_on() {
    {
        std::lock_guard const lock(mutex_);
        open_ = true;
    }
    condition_.notify_one();
}

void Gate::wait() {
    std::unique_lock lock(mutex_);
    condition_.wait(lock, [&] { return open_; });
    open_ = false;
}

Threads::Threads() {
    thread_state.strand = &main_;
    execution.unusual |= unusual::threads;
}

Threads::~Threads() {
    abandon();
    thread_state.strand = nullptr;
    execution.unusual &= ~unusual::threads;
}

Threads& Threads::of_program() {
    // A program that is not run by run_program ends with its thread.
    struct Ender {
        ~Ender() { end_threads(); }
    };
    thread_local Ender const ender;
    if (!execution.threads) execution.threads = new Threads;
    return *execution.threads;
}

void end_threads() {
    if (!execution.threads || !in_main_thread()) return;
    delete execution.threads;
    execution.threads = nullptr;
}

Strand& Threads::start(std::string name, std::function<void()> body, bool daemon) {
    for (auto const& ended : strands_)
        if (ended->ended && ended->thread.joinable()) ended->thread.join();
    Strand& strand = *strands_.emplace_back(std::make_unique<Strand>(std::move(name), daemon));
    try {
        strand.thread = std::thread([this, &strand, body = std::move(body)]() mutable {
            strand.gate.wait();
            thread_state.strand = &strand;
            take_baton();
            run(strand, std::move(body));
        });
    } catch (std::system_error const&) {
        strands_.pop_back(); // whoever waited for it would wait for ever
        throw RuntimeError("can't start new thread");
    }
    runnable_.push_back(&strand);
    return strand;
}

void Threads::run(Strand& strand, std::function<void()> body) {
    try {
        if (!strand.abandoned) body();
    } catch (ThreadAbandoned const&) {
        // It has nothing more to say.
    }
    body = nullptr; // what it holds is the program's: not to be touched without the baton
    strand.ended = true;
    for (Strand* const joiner : std::exchange(strand.joiners, {})) wake(*joiner);
    let_on(strand.abandoned ? main_ : next());
}

bool Threads::park(std::optional<std::int64_t> moment) {
    Strand& me = *thread_state.strand;
    me.moment = moment;
    me.number = ++waits_;
    me.timed_out = false;
    sleeping_.push_back(&me);
    hand_over(me);
    return !me.timed_out;
}

void Threads::wake(Strand& strand) {
    if (std::erase(sleeping_, &strand) != 0) runnable_.push_back(&strand);
}

bool Threads::join(Strand& strand, std::optional<double> seconds) {
    if (strand.ended) return true;
    Strand& me = *thread_state.strand;
    if (&strand == &me) throw RuntimeError("cannot join current thread");
    std::optional<std::int64_t> moment;
    if (seconds) moment = execution.now + std::max(to_ns(*seconds), std::int64_t{0});
    strand.joiners.push_back(&me);
    bool const woken = park(moment);
    if (!woken) std::erase(strand.joiners, &me);
    return woken;
}

void Threads::select(Selecting& selecting, std::optional<std::int64_t> moment) {
    Strand& me = *thread_state.strand;
    me.moment = moment;
    me.selecting = &selecting;
    selecting_.push_back(&me);
    hand_over(me);
}

void Threads::hand_over(Strand& me) {
    if (me.abandoned) throw ThreadAbandoned{};
    Strand& chosen = next();
    if (&chosen != &me) {
        let_on(chosen);
        me.gate.wait();
        take_baton();
    }
    if (me.abandoned) throw ThreadAbandoned{};
    if (stuck_ && &me == &main_) {
        stuck_ = false;
        throw Deadlock(deadlock_sentence(thread_state.loop));
    }
}

void Threads::let_on(Strand& strand) {
    carried_ = execution;
    carried_alive_ = objects_alive;
    strand.gate.let_on();
}

void Threads::take_baton() const {
    execution = carried_;
    objects_alive = carried_alive_;
}

Strand& Threads::next() {
    for (;;) {
        if (!runnable_.empty()) {
            Strand& first = *runnable_.front();
            runnable_.pop_front();
            return first;
        }
        if (Strand* const found = find_selecting()) return *found;
        std::optional<std::int64_t> earliest;
        for (auto const* waiting : {&sleeping_, &selecting_})
            for (Strand const* strand : *waiting)
                if (strand->moment && (!earliest || *strand->moment < *earliest)) earliest = strand->moment;
        if (!earliest) {
            stuck_ = true;
            std::erase(sleeping_, &main_);
            std::erase(selecting_, &main_);
            return main_;
        }
        advance(*earliest);
        auto due = sleeping_;
        std::erase_if(
            due, [](Strand const* strand) { return !strand->moment || *strand->moment > execution.now; });
        std::sort(due.begin(), due.end(), [](Strand const* a, Strand const* b) {
            return *a->moment != *b->moment ? *a->moment < *b->moment : a->number < b->number;
        });
        order(Choice::threads, due);
        for (Strand* const strand : due) {
            strand->timed_out = true;
            wake(*strand);
        }
    }
}

// The first loop that has something to do, or whose moment has come.
Strand* Threads::find_selecting() {
    for (Strand* const strand : selecting_) {
        bool const due = strand->moment && *strand->moment <= execution.now;
        if (!strand->selecting->look() && !due) continue;
        std::erase(selecting_, strand);
        return strand;
    }
    return nullptr;
}

void Threads::advance(std::int64_t moment) {
    if (moment <= execution.now) return;
    std::int64_t const before = execution.now;
    wait_until(moment);
    for (Strand const* strand : selecting_) strand->selecting->advanced(before);
}

void Threads::finish() {
    for (auto const& tell : std::exchange(tells_, {})) tell();
    for (std::size_t i = 0; i < strands_.size(); ++i)
        if (!strands_[i]->daemon) join(*strands_[i], std::nullopt);
}

void Threads::abandon() {
    Strand& me = *thread_state.strand;
    if (&me != &main_) return;
    Execution const before = execution;
    set_recorder(nullptr);
    std::function<void(std::string_view)> silence = [](std::string_view) {};
    execution.output = execution.error = &silence;
    for (std::size_t i = 0; i < strands_.size(); ++i) {
        Strand& strand = *strands_[i];
        if (!strand.ended) {
            strand.abandoned = true;
            std::erase(runnable_, &strand);
            std::erase(sleeping_, &strand);
            std::erase(selecting_, &strand);
            let_on(strand);
            me.gate.wait();
            objects_alive = carried_alive_;
        }
        if (strand.thread.joinable()) strand.thread.join();
    }
    execution = before;
    strands_.clear();
    runnable_.clear();
}

void time_sleep(double seconds) {
    if (seconds < 0) throw ValueError("sleep length must be non-negative");
    block_for(to_ns(seconds));
}

std::string current_thread_name() { return thread_state.strand ? thread_state.strand->name : "MainThread"; }

bool in_main_thread() { return !thread_state.strand || thread_state.strand->main; }

} // namespace aio
