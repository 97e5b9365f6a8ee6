#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "replay/describe.hpp"
#include "replay/timeline/timeline.hpp"
#include "trace/json.hpp"

#include <cstdio>
#include <memory>

namespace cli {
namespace {

struct EventsOptions {
    std::string input;
    std::vector<std::string> settings;
    bool json = false;
};

// "1.000 s" right-aligned counts columns, so the time is put in front of a fixed width.
std::string padded(std::string text, std::size_t width, bool right = false) {
    std::size_t const gap = text.size() < width ? width - text.size() : 0;
    return right ? std::string(gap, ' ') + text : text + std::string(gap, ' ');
}

std::string line(session::Run const& run, replay::Position position) {
    trace::Event const& event = (*run.log)[position - 1];
    std::string out = padded(std::to_string(position), 6, true) + "  " +
                      padded(replay::seconds(event.time), 9, true) + "  " +
                      padded(std::string(run.log->kind_name(event.kind)), 17) + " " +
                      padded(trace::to_string(event.subject), 4) + "  ";
    return out + replay::describe(run.index, position) + "\n";
}

std::string json(session::Run const& run, replay::Position position) {
    trace::Log const& log = *run.log;
    trace::Event const& event = log[position - 1];
    std::string out =
        "{\"step\":" + std::to_string(position) + ",\"time\":" + std::to_string(event.time) + ",\"kind\":";
    trace::append_json(out, log.kind_name(event.kind));
    out += ",\"subject\":";
    trace::append_json(out, trace::to_string(event.subject));
    out += ",\"object\":";
    trace::append_json(out, trace::to_string(event.object));
    out += ",\"value\":";
    if (trace::value_is_text(event.kind))
        trace::append_json(out, log.text(event));
    else
        out += std::to_string(event.value);
    out += ",\"line\":" + std::to_string(event.line) + ",\"source\":";
    trace::Source const* const source = log.source(event.source);
    trace::append_json(out, source ? std::string_view(source->name) : std::string_view{});
    out += ",\"sentence\":";
    trace::append_json(out, replay::describe(run.index, position));
    return out + "}\n";
}

void print(EventsOptions const& options) {
    session::Session const session = open(options.input, options.settings);
    std::string out;
    for (replay::Position position = 1; position <= session.run().size(); ++position) {
        out += options.json ? json(session.run(), position) : line(session.run(), position);
        if (out.size() > 1U << 16U) {
            std::fwrite(out.data(), 1, out.size(), stdout);
            out.clear();
        }
    }
    std::fwrite(out.data(), 1, out.size(), stdout);
}

} // namespace

Command events_command() {
    auto const options = std::make_shared<EventsOptions>();
    return {"events",
            "Lists every event of a run: number, time, kind, subject, and a sentence",
            "",
            "awaitscope events cancel-delivery | grep task.cancel",
            {input_option(&options->input),
             settings_option(&options->settings),
             {"--json", "", "As JSON, one object a line", &options->json}},
            [options] {
                print(*options);
                return exit_good;
            }};
}

} // namespace cli
