#include "process/run.hpp"

#include "process/pass_on.hpp"

#include <array>
#include <cerrno>
#include <poll.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace process {
namespace {

using Clock = std::chrono::steady_clock;

// What a program writes, kept while it runs.
class Kept {
  public:
    // `where`: of the command; left alone if it is somewhere already.
    explicit Kept(int& where) {
        if (where >= 0) return;
        pipe_ = make_pipe();
        where = pipe_.write.number();
    }
    void close_write() { pipe_.write.close(); }
    bool open() const { return static_cast<bool>(pipe_.read); }
    pollfd waiting() const { return {pipe_.read.number(), POLLIN, 0}; }

    // Takes what there is; closes the pipe at its end.
    void take() {
        std::array<char, 65536> buffer;
        auto const count = ::read(pipe_.read.number(), buffer.data(), buffer.size());
        if (count > 0)
            text.append(buffer.data(), static_cast<std::size_t>(count));
        else if (count == 0 || errno != EINTR)
            pipe_.read.close();
    }

    std::string text;

  private:
    Pipe pipe_;
};

bool missing(std::system_error const& error) {
    return error.code() == std::errc::no_such_file_or_directory ||
           error.code() == std::errc::permission_denied;
}

// Kills a program when its time is over.
class Watch {
  public:
    Watch(Process const& process, Limits const& limits) : process_(process), limits_(limits) {}

    // ms to sleep at most before looking again.
    int look() {
        if (end != End::exited) return -1; // it ends now
        if (limits_.stop && limits_.stop->load())
            end = End::stopped;
        else if (limits_.time.count() > 0 && Clock::now() - started_ >= limits_.time)
            end = End::limit;
        if (end != End::exited) process_.kill();
        return limits_.stop || limits_.time.count() > 0 ? 20 : -1;
    }

    End end = End::exited;

  private:
    Process const& process_;
    Limits const& limits_;
    Clock::time_point started_ = Clock::now();
};

} // namespace

Result run(Command command, Limits const& limits) {
    Descriptor nothing;
    if (command.input < 0) {
        nothing = open_to_read("/dev/null");
        command.input = nothing.number();
    }
    Kept output(command.output);
    Kept error(command.error);
    std::optional<Process> process;
    try {
        process.emplace(command);
    } catch (std::system_error const& refused) {
        if (missing(refused)) return {End::not_found, 127, {}, {}};
        throw;
    }
    output.close_write();
    error.close_write();

    Watch watch(*process, limits);
    for (bool ended = false; !ended || output.open() || error.open();) {
        // A descriptor of -1 is passed over.
        std::array<pollfd, 3> waiting{output.waiting(), error.waiting(),
                                      pollfd{ended ? -1 : process->lifeline(), POLLIN, 0}};
        if (::poll(waiting.data(), waiting.size(), watch.look()) <= 0) continue;
        if (waiting[0].revents != 0) output.take();
        if (waiting[1].revents != 0) error.take();
        if (waiting[2].revents != 0) ended = true;
    }
    return {watch.end, process->wait(), std::move(output.text), std::move(error.text)};
}

Result run_here(Command command, Limits const& limits) {
    command.own_group = false;
    try {
        PassOn signals;
        Process process(command);
        signals.to(process);
        Watch watch(process, limits);
        pollfd line{process.lifeline(), POLLIN, 0};
        while (::poll(&line, 1, watch.look()) <= 0) {
        }
        return {watch.end, process.wait(), {}, {}};
    } catch (std::system_error const& refused) {
        if (missing(refused)) return {End::not_found, 127, {}, {}};
        throw;
    }
}

std::string last_line(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text.substr(text.rfind('\n') + 1); // npos + 1 is 0
}

} // namespace process
