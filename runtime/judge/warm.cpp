#include "judge/warm.hpp"

#include "process/process.hpp"
#include "process/run.hpp"
#include "trace/json.hpp"
#include "trace/reader.hpp"

#include <simdjson.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace judge {
namespace {

namespace fs = std::filesystem;

// The member of a JSON object; "" if it is not there.
std::string text_in(std::string_view object, std::string_view name) {
    simdjson::dom::parser parser;
    std::string_view text;
    if (parser.parse(object.data(), object.size())[name].get(text) != simdjson::SUCCESS) return {};
    return std::string(text);
}

// {"decisions": [["timers", 3, 0, 70], ...], "outside": ""}
void read_decisions(std::string const& line, Recorded& recorded) {
    simdjson::dom::parser parser;
    simdjson::dom::element object;
    simdjson::dom::array decisions;
    if (parser.parse(line).get(object) != simdjson::SUCCESS ||
        object["decisions"].get(decisions) != simdjson::SUCCESS)
        return;
    for (simdjson::dom::element const each : decisions) {
        std::string_view what;
        std::uint64_t among = 0, taken = 0, at = 0;
        if (each.at(0).get(what) != simdjson::SUCCESS || each.at(1).get(among) != simdjson::SUCCESS ||
            each.at(2).get(taken) != simdjson::SUCCESS || each.at(3).get(at) != simdjson::SUCCESS)
            continue;
        aio::Choice const choice = what == "io"        ? aio::Choice::io
                                   : what == "threads" ? aio::Choice::threads
                                                       : aio::Choice::timers;
        recorded.decisions.push_back(
            {choice, static_cast<std::uint32_t>(among), static_cast<std::uint32_t>(taken), at});
    }
    recorded.outside = text_in(line, "outside");
}

} // namespace

// Its standard input and output, and what it says on standard error.
struct Warm::Process {
    process::Descriptor input;
    process::Descriptor output;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> errors{std::tmpfile(), std::fclose};
    std::optional<process::Process> running;

    Process(std::string const& python, std::string const& script) try {
        if (!errors) throw std::system_error(errno, std::generic_category());
        auto in = process::make_socket_pair(); // to be written to without a signal where it is gone
        auto out = process::make_pipe();
        process::Command command;
        command.words = {python, script, "--batch"};
        command.input = in.read.number();
        command.output = out.write.number();
        command.error = ::fileno(errors.get());
        running.emplace(command);
        input = std::move(in.write);
        output = std::move(out.read);
    } catch (std::system_error const& error) {
        throw Error(
            "Cannot start " + python + ": " + error.code().message() +
            ". Install Python 3.11 or newer (sudo apt-get install python3), or name one with --python.");
    }
    std::string said() const {
        std::string text(1U << 16U, '\0');
        if (std::fseek(errors.get(), 0, SEEK_SET) != 0) return {};
        text.resize(std::fread(text.data(), 1, text.size(), errors.get()));
        return process::last_line(std::move(text));
    }
};

void require_recorder(fs::path const& recorder) {
    if (!fs::is_regular_file(recorder))
        throw Error("The recorder is missing: there is no " + recorder.string() + ".");
}

Warm::Warm(std::string python, fs::path recorder, std::chrono::seconds limit)
    : python_(std::move(python)), limit_(60) {
    require_recorder(recorder);
    process_ = std::make_unique<Process>(python_, recorder.string());
    std::string answer;
    try {
        answer = ask(
            "{\"ask\":\"version\"}\n",
            [](std::string_view text) {
                auto const end = text.find('\n');
                return end == std::string_view::npos ? end : end + 1;
            },
            "");
    } catch (Error const&) {
        throw Error(python_ + " is no Python that can record (3.8 or newer)" +
                    (process_->said().empty() ? "." : ": " + process_->said()));
    }
    if (auto const version = aio::parse_python_version(text_in(answer, "python"))) version_ = *version;
    limit_ = limit;
}

Warm::~Warm() = default;

void Warm::fail(std::string const& where) const {
    throw Error("CPython stopped in " + where + ": " + process_->said());
}

template <typename Complete>
std::string Warm::ask(std::string_view requests, Complete complete, std::string const& where) {
    auto const end = std::chrono::steady_clock::now() + limit_;
    std::array<char, 1 << 16> part{};
    for (;;) {
        if (auto const size = complete(std::string_view(rest_)); size != std::string_view::npos) {
            auto answer = rest_.substr(0, size);
            rest_.erase(0, size);
            return answer;
        }
        std::array<pollfd, 2> waiting{pollfd{process_->output.number(), POLLIN, 0},
                                      pollfd{requests.empty() ? -1 : process_->input.number(), POLLOUT, 0}};
        if (::poll(waiting.data(), waiting.size(), 1000) < 0 && errno != EINTR) fail(where);
        if (waiting[1].revents != 0) {
            auto const sent = ::send(process_->input.number(), requests.data(), requests.size(),
                                     MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent > 0) requests.remove_prefix(static_cast<std::size_t>(sent));
            if (sent < 0 && errno != EAGAIN && errno != EINTR) fail(where);
        }
        if (waiting[0].revents != 0) {
            auto const got = ::read(process_->output.number(), part.data(), part.size());
            if (got <= 0) fail(where);
            rest_.append(part.data(), static_cast<std::size_t>(got));
        }
        if (std::chrono::steady_clock::now() > end)
            throw Error("CPython did not come to an end with " + where + " in " +
                        std::to_string(limit_.count()) + " s.");
    }
}

Recorded Warm::answer_to(std::string const& request, int lines, std::string const& where, std::string& last) {
    std::size_t seen = 0;
    std::size_t trace_size = 0;
    auto const complete = [&](std::string_view text) {
        if (trace_size == 0) {
            auto const end = text.find("\n[\"end\",", seen);
            auto const line = end == std::string_view::npos ? end : text.find('\n', end + 1);
            if (line == std::string_view::npos) {
                seen = text.size() < 8 ? 0 : text.size() - 8;
                if (end != std::string_view::npos) seen = end;
                return line;
            }
            trace_size = line + 1;
        }
        std::size_t at = trace_size;
        for (int i = 0; i < lines && at != 0; ++i) at = text.find('\n', at) + 1;
        return at == 0 ? std::string_view::npos : at;
    };
    std::string const answer = ask(request, complete, where);
    Recorded recorded;
    recorded.trace = answer.substr(0, trace_size);
    recorded.log = trace::read(recorded.trace).log;
    std::size_t const printed_end = answer.find('\n', trace_size) + 1;
    recorded.output =
        text_in(std::string_view(answer).substr(trace_size, printed_end - trace_size), "printed");
    last = answer.substr(printed_end);
    return recorded;
}

std::vector<Recorded> Warm::record(std::vector<std::string> const& programs) {
    std::vector<Recorded> all;
    for (auto const& program : programs) {
        std::string request = "{\"name\":\"program.py\",\"printed\":true,\"source\":";
        trace::append_json(request, program);
        request += "}\n";
        std::string last;
        all.push_back(answer_to(
            request, 1,
            "program " + std::to_string(all.size() + 1) + " of " + std::to_string(programs.size()), last));
    }
    return all;
}

Recorded Warm::record(fs::path const& file, std::string const& text,
                      std::vector<std::string> const& arguments, aio::Schedule const& schedule) {
    std::string request = "{\"printed\":true,\"program\":";
    trace::append_json(request, fs::absolute(file).string());
    request += ",\"source\":";
    trace::append_json(request, text);
    request += ",\"arguments\":[";
    for (std::string const& argument : arguments) {
        if (&argument != &arguments.front()) request += ',';
        trace::append_json(request, argument);
    }
    request += "],\"schedule\":";
    trace::append_json(request, to_string(schedule));
    request += "}\n";
    std::string last;
    Recorded recorded = answer_to(request, 2, file.filename().string(), last);
    read_decisions(last, recorded);
    return recorded;
}

} // namespace judge
