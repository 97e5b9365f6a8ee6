#include "aio/threads/thread.hpp"

#include "aio/base/output.hpp"

namespace aio {

void Thread::start() {
    if (strand_) throw RuntimeError("threads can only be started once");
    Threads& threads = Threads::of_program();
    std::string name = "Thread-" + std::to_string(threads.next_thread()) + " (" + function_name_ + ")";
    auto const body = [job = ThreadJob(label_), work = work_] {
        try {
            job.run(work);
        } catch (ThreadAbandoned const&) {
            throw;
        } catch (...) {
            write_error("Traceback (most recent call last):\n" + traceback_line(std::current_exception()) +
                        "\n");
        }
    };
    strand_ = &threads.start(std::move(name), body, daemon_);
    work_ = nullptr; // until now: one that could not be started may be started again
}

bool Thread::join(std::optional<double> timeout) const {
    if (!strand_) throw RuntimeError("cannot join thread before it is started");
    return execution.threads->join(*strand_, timeout);
}

} // namespace aio
