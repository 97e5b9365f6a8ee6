// A log that uses every kind and every field once.
#pragma once
#include "trace/log.hpp"
#include "trace/writer.hpp"

#include <sstream>
#include <string>

inline trace::Log sample_log() {
    using namespace trace;
    Log log(Header{1,
                   "miniature",
                   "0.1",
                   "virtual",
                   "gather-\"order\"",
                   {"--fast", "ä"},
                   {{"delay", "3"}, {"who", "x\ny"}}});
    log.add_source({"program.py", "import asyncio\n\nprint(\"→\")\n", {12, 15}});
    log.add_source({"other.py", "", {}});
    for (std::size_t i = 0; i < known_kinds; ++i) {
        Event event;
        event.kind = static_cast<Kind>(i);
        event.time = static_cast<std::int64_t>(i) * 1'000'000'000;
        event.subject = ObjectId(ObjectType::task, static_cast<std::uint32_t>(i + 1));
        if (i % 2 == 0) event.object = ObjectId(ObjectType::future, static_cast<std::uint32_t>(i + 1));
        event.line = static_cast<std::uint32_t>(i % 5);
        event.source = event.line == 0 ? std::uint16_t{0} : std::uint16_t{1};
        if (value_is_text(event.kind))
            event.value = log.intern(i % 3 == 0 ? "same text" : "text\t" + std::to_string(i) + "\n");
        else
            event.value = i % 2 == 0 ? -1 : static_cast<std::int64_t>(i);
        log.append(event);
    }
    Event newer;
    newer.kind = log.kind("task.teleport");
    newer.value = -42;
    log.append(newer);
    log.set_end({1, "ValueError: boom"});
    return log;
}

inline std::string written(trace::Log const& log) {
    std::ostringstream out;
    trace::write(log, out);
    return out.str();
}
