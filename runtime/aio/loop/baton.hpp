// Threads of a program under the virtual clock. They are real, but exactly one runs at a time, and it runs
// until it waits: then those that were woken or started go on, first come first; after them a loop that has
// found something to do; and if there is none, the clock jumps to the earliest moment that anybody waits for.
// So what they do comes in the same order in every run, and threads that sleep take no real time.
//
// Who runs holds the baton: all of the runtime's state belongs to it, and goes with it from thread to thread.
// Work in a thread is plain C++ that waits only by what is here, in concurrent.hpp, thread.hpp and
// executor.hpp.
#pragma once
#include "aio/base/detail/execution.hpp"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace aio {

// What a thread stops at until it is let on; a let_on() that comes first is kept.
class Gate {
  public:
    void let_on();
    void wait();

  private:
    std::mutex mutex_;
    std::condition_variable condition_;
    bool open_ = false;
};

// Who waits until there is something to do: a loop, a socket.
class Selecting {
  public:
    virtual bool look() = 0;               // is there?
    virtual void advanced(std::int64_t) {} // the clock has jumped while it waited; it is told the old time

  protected:
    ~Selecting() = default;
};

// Runs through a thread that is ended where it waits. Whoever catches everything lets it pass.
struct ThreadAbandoned {};

// A thread, as the order of threads sees it.
struct Strand {
    Strand(std::string called, bool is_daemon, bool is_main = false)
        : name(std::move(called)), main(is_main), daemon(is_daemon) {}

    std::string name; // "asyncio_0"
    ObjectId job;     // the work it does now
    Gate gate;
    std::thread thread;                 // not of the main thread
    std::optional<std::int64_t> moment; // ns, of the clock, up to which it waits
    std::uint64_t number = 0;           // of its wait: of two with one moment the first to wait goes first
    Selecting* selecting = nullptr;
    std::vector<Strand*> joiners;
    bool main;   // the program's first
    bool daemon; // the program's end does not wait for it
    bool timed_out = false;
    bool ended = false;
    bool abandoned = false;
};

// The threads of one program. All is called by the thread that holds the baton.
class Threads {
  public:
    Threads();
    Threads(Threads const&) = delete;
    Threads& operator=(Threads const&) = delete;
    ~Threads(); // abandons what still waits

    // Those of the running program, made when they are first asked for.
    static Threads& of_program();

    // `body` begins once the caller waits. RuntimeError if the system makes no thread.
    Strand& start(std::string name, std::function<void()> body, bool daemon = false);

    // Waits until woken, or the clock stands at `moment`: then it is false. Throws Deadlock in the main
    // thread if nobody can ever go on.
    bool park(std::optional<std::int64_t> moment);
    void wake(Strand& strand);
    bool join(Strand& strand, std::optional<double> seconds); // false if it did not end in time
    // Lets all others go on as far as they can, then waits until there is something to do or the moment
    // comes.
    void select(Selecting& selecting, std::optional<std::int64_t> moment);

    // The end of the program: what shall be told first, then all threads but daemons are waited for.
    void at_end(std::function<void()> tell) { tells_.push_back(std::move(tell)); }
    void finish();
    // Ends all other threads where they wait, by an exception that runs through them.
    void abandon();

    std::uint32_t next_pool() { return pools_++; }
    std::uint32_t next_thread() { return ++threads_; }

  private:
    void run(Strand& strand, std::function<void()> body);
    void hand_over(Strand& me);
    void let_on(Strand& strand);
    void take_baton() const;
    Strand& next();
    Strand* find_selecting();
    void advance(std::int64_t moment);

    Strand main_{"MainThread", false, true};
    std::vector<std::unique_ptr<Strand>> strands_;
    std::deque<Strand*> runnable_;
    std::vector<Strand*> sleeping_;  // in order of beginning to wait
    std::vector<Strand*> selecting_; // the same
    std::vector<std::function<void()>> tells_;
    Execution carried_; // on its way to the next thread
    Alive carried_alive_;
    std::uint64_t waits_ = 0;
    std::uint32_t pools_ = 0;
    std::uint32_t threads_ = 0;
    bool stuck_ = false;
};

// time.sleep: the thread waits, and the clock goes on. In the loop's thread nothing else of the loop runs
// meanwhile.
void time_sleep(double seconds);

// threading.current_thread().name, and whether it is threading.main_thread().
std::string current_thread_name();
bool in_main_thread();

// Ends the running program's threads, if it has any.
void end_threads();

} // namespace aio
