#include "aio/tasks/describe.hpp"

#include "aio/loop/task.hpp"
#include "aio/tasks/gather.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <unordered_set>
#include <vector>

namespace aio {
namespace {

constexpr std::size_t longest_text = 30;
constexpr std::size_t longest_number = 40;
constexpr std::size_t most_members = 6;
constexpr int most_levels = 6;

std::string cut_in_the_middle(std::string_view text, std::size_t longest) {
    if (text.size() <= longest) return std::string(text);
    std::size_t const begin = (longest - 3) / 2;
    std::size_t const end = longest - 3 - begin;
    return std::string(text.substr(0, begin)) + "..." + std::string(text.substr(text.size() - end));
}

bool is_integer(std::string_view text) {
    if (text.substr(0, 1) == "-") text.remove_prefix(1);
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// What stands between the brackets of a list or tuple; nothing if that is not what the text is.
std::optional<std::vector<std::string_view>> members(std::string_view text) {
    bool const is_list = text.size() >= 2 && text.front() == '[' && text.back() == ']';
    bool const is_tuple = text.size() >= 2 && text.front() == '(' && text.back() == ')';
    if (!is_list && !is_tuple) return std::nullopt;
    text = text.substr(1, text.size() - 2);
    std::vector<std::string_view> found;
    std::size_t begin = 0;
    int depth = 0;
    char quote = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        char const character = text[at];
        if (quote) {
            if (character == '\\')
                ++at;
            else if (character == quote)
                quote = 0;
        } else if (character == '\'' || character == '"') {
            quote = character;
        } else if (std::string_view("([{<").find(character) != std::string_view::npos) {
            ++depth;
        } else if (std::string_view(")]}>").find(character) != std::string_view::npos) {
            if (--depth < 0) return std::nullopt;
        } else if (character == ',' && depth == 0) {
            found.push_back(text.substr(begin, at - begin));
            begin = at + (text.substr(at + 1, 1) == " " ? 2 : 1);
        }
    }
    if (quote || depth != 0) return std::nullopt;
    if (begin < text.size()) found.push_back(text.substr(begin));
    return found;
}

std::string cut_repr(std::string_view text, int levels) {
    auto const list = members(text);
    if (!list) return cut_in_the_middle(text, is_integer(text) ? longest_number : longest_text);
    std::string out(1, text.front());
    if (levels <= 0 && !list->empty()) return out + "..." + text.back();
    for (std::size_t i = 0; i < std::min(list->size(), most_members); ++i)
        out += (i == 0 ? "" : ", ") + cut_repr((*list)[i], levels - 1);
    if (list->size() > most_members) out += ", ...";
    if (text.front() == '(' && list->size() == 1) out += ',';
    return out + text.back();
}

// Traces call some callbacks by shorter words.
std::string callback_name(std::string_view words) {
    if (words == "wakeup") return "Task.task_wakeup()";
    if (words == "gather") return "gather.<locals>._done_callback()";
    if (words == "stop") return "_run_until_complete_cb()";
    return std::string(words) + "()";
}

} // namespace

std::string cut_repr(std::string_view repr) { return cut_repr(repr, most_levels); }

// What is asked of objects that tell it to nobody else.
struct Description {
    static std::string state(FutureBase const& future) {
        if (!future.done()) {
            bool const asked = future.is_task() && static_cast<TaskBase const&>(future).cancelling() > 0;
            return asked ? "cancelling" : "pending";
        }
        return future.cancelled() ? "cancelled" : "finished";
    }
    static std::string callbacks(HandleQueue const& queue) {
        if (queue.empty()) return {};
        std::string text = " cb=[" + callback_name(queue.head_->words());
        std::size_t const size = queue.size();
        if (size > 2) text += ", <" + std::to_string(size - 2) + " more>";
        if (size > 1) text += ", " + callback_name(queue.tail_->words());
        return text + "]";
    }
    static std::string begin(FutureBase const& future) {
        char const* const name = future.is_task()                                      ? "Task"
                                 : dynamic_cast<GatherBase const*>(&future) != nullptr ? "_GatheringFuture"
                                                                                       : "Future";
        std::string text = "<" + std::string(name) + " " + state(future);
        if (!future.is_task()) return text;
        auto const& task = static_cast<TaskBase const&>(future);
        text += " name=" + repr(task.name()) + " coro=<";
        if (task.coroutine_) return text + std::string(task.coroutine_->name()) + "() running>";
        return text + std::string(function_name(task.driver_.ended)) + "() done>";
    }
    static std::string end(FutureBase const& future) {
        std::string text;
        if (future.done() && !future.cancelled())
            text = future.exception_ ? " exception=" + repr(future.exception_)
                                     : " result=" + cut_repr(future.result_repr());
        return text + callbacks(future.callbacks_) + ">";
    }
    static FutureBase const* waited_for(FutureBase const& future) {
        return future.is_task() ? static_cast<TaskBase const&>(future).awaited() : nullptr;
    }
};

std::string describe(FutureBase const& future) {
    std::string begins;
    std::vector<std::string> ends;
    std::unordered_set<FutureBase const*> seen;
    for (FutureBase const* at = &future; at; at = Description::waited_for(*at)) {
        if (!ends.empty()) begins += " wait_for=";
        if (!seen.insert(at).second) { // tasks that wait for each other
            begins += "...";
            break;
        }
        begins += Description::begin(*at);
        ends.push_back(Description::end(*at));
    }
    for (auto end = ends.rbegin(); end != ends.rend(); ++end) begins += *end;
    return begins;
}

} // namespace aio
