#include "tools/fuzz/shrink.hpp"

#include "tools/fuzz/expression.hpp"

#include <algorithm>
#include <utility>

namespace fuzz {
namespace {

using Body = std::vector<Statement>;

std::size_t size_of(Expression const& expression) {
    std::size_t size = 1;
    for (auto const& inner : expression.of) size += size_of(inner);
    return size;
}

// What shrinking makes smaller: statements first, then what they say.
std::size_t weight(Program const& program) {
    std::size_t total = 20 * (program.functions.size() + program.callbacks.size() + program.tools.size()) +
                        static_cast<std::size_t>(program.slots + program.futures + program.handles);
    for_each_statement(program, [&](Statement const& each) {
        total += 20 + 4 * size_of(each.expression) + (each.text.empty() ? 0 : 1) + (each.named ? 1 : 0) +
                 (each.what == Do::print_awaited ? 1 : 0) + (each.number == Number{} ? 0 : 1);
    });
    return total;
}

// Calls `change` with a copy of the program and a part of it to change, for every part of one kind; the
// copies that came out whole are kept.
class Steps {
  public:
    explicit Steps(Program const& program) : program_(program) {}

    std::vector<Program> all() {
        drop_unused();
        for_each_body([&](Body const& body) {
            for (std::size_t length = body.size(); length > 0; length /= 2)
                for (std::size_t at = 0; at + length <= body.size(); at += length)
                    if (length < body.size() || length > 1 || body[at].what != Do::print)
                        change_body([&](Body& copy) {
                            copy.erase(copy.begin() + static_cast<std::ptrdiff_t>(at),
                                       copy.begin() + static_cast<std::ptrdiff_t>(at + length));
                            if (copy.empty()) copy.emplace_back();
                        });
            for (std::size_t at = 0; at < body.size(); ++at) shrink_statement(at, body[at]);
        });
        return lightest_first(weight(program_));
    }

  private:
    // Those lighter than `limit`; equals in the order they were made.
    std::vector<Program> lightest_first(std::size_t limit) {
        std::vector<std::pair<std::size_t, std::size_t>> order; // weight, place
        for (std::size_t i = 0; i < made_.size(); ++i)
            if (auto const each = weight(made_[i]); each < limit) order.emplace_back(each, i);
        std::sort(order.begin(), order.end());
        std::vector<Program> sorted;
        sorted.reserve(order.size());
        for (auto const& [_, place] : order) sorted.push_back(std::move(made_[place]));
        return sorted;
    }

    void shrink_statement(std::size_t at, Statement const& statement) {
        for (Body Statement::*part : {&Statement::body, &Statement::otherwise})
            if (!(statement.*part).empty())
                change_body([&](Body& copy) { // the block makes room for what is in it
                    Body inner = std::move(copy[at].*part);
                    copy.erase(copy.begin() + static_cast<std::ptrdiff_t>(at));
                    copy.insert(copy.begin() + static_cast<std::ptrdiff_t>(at), inner.begin(), inner.end());
                });
        for (std::size_t i = 0; i < statement.handlers.size(); ++i)
            change_body([&](Body& copy) {
                auto& handlers = copy[at].handlers;
                handlers.erase(handlers.begin() + static_cast<std::ptrdiff_t>(i));
            });
        auto const change = [&](auto&& edit) { change_body([&](Body& copy) { edit(copy[at]); }); };
        if (!statement.otherwise.empty()) change([](Statement& each) { each.otherwise.clear(); });
        if (statement.what == Do::print_awaited) change([](Statement& each) { each.what = Do::await_; });
        if (!statement.text.empty()) change([](Statement& each) { each.text.clear(); });
        if (!(statement.number == Number{}) && statement.what != Do::call_function)
            change([](Statement& each) { each.number = {}; });
        for (std::size_t i = 0; i < statement.handlers.size(); ++i)
            if (statement.handlers[i].named) change([&](Statement& each) { each.handlers[i].named = false; });
        for (auto const& expression : smaller_expressions(statement.expression))
            change([&](Statement& each) { each.expression = expression; });
    }

    static std::vector<Expression> smaller_expressions(Expression const& expression) {
        std::vector<Expression> found = expression.of;
        for (std::size_t i = 0; i < expression.of.size(); ++i) {
            if (expression.make == Make::gather || expression.make == Make::wait) {
                found.push_back(expression);
                found.back().of.erase(found.back().of.begin() + static_cast<std::ptrdiff_t>(i));
            }
            for (auto const& inner : smaller_expressions(expression.of[i])) {
                found.push_back(expression);
                found.back().of[i] = inner;
            }
        }
        if (expression.make == Make::call) {
            Expression sleep;
            sleep.limit = 0;
            found.push_back(sleep);
        }
        return found;
    }

    // The body for_each_body is at, in a copy of the program.
    template <typename Change>
    void change_body(Change&& change) {
        Program copy = program_;
        change(*body_at(copy, place_));
        if (is_whole(copy)) made_.push_back(std::move(copy));
    }

    template <typename Visit>
    void for_each_body(Visit&& visit) {
        for (place_ = 0;; ++place_) {
            auto const* body = body_at(program_, place_);
            if (!body) return;
            visit(*body);
        }
    }

    // The bodies of a program, numbered; null behind the last.
    static Body* body_at(Program& program, std::size_t place) {
        for (auto* list : {&program.functions, &program.callbacks})
            for (auto& function : *list)
                if (Body* found = body_in(function.body, place)) return found;
        return nullptr;
    }
    static Body const* body_at(Program const& program, std::size_t place) {
        return body_at(const_cast<Program&>(program), place);
    }
    static Body* body_in(Body& body, std::size_t& place) {
        if (place-- == 0) return &body;
        for (auto& statement : body) {
            for (Body* part : {&statement.body, &statement.otherwise})
                if (!part->empty())
                    if (Body* found = body_in(*part, place)) return found;
            for (auto& handler : statement.handlers)
                if (Body* found = body_in(handler.body, place)) return found;
        }
        return nullptr;
    }

    // Leaves out functions, callbacks and tools that nothing uses, and what comes behind is renumbered.
    void drop_unused() {
        for (std::size_t i = program_.functions.size(); i-- > 1;) drop(i, &Program::functions, is_call);
        for (std::size_t i = program_.callbacks.size(); i-- > 0;) drop_callback(i);
        for (std::size_t i = program_.tools.size(); i-- > 0;) drop(i, &Program::tools, is_tool);
        drop_last(&Program::slots);
        drop_last(&Program::futures);
        drop_last(&Program::handles);
    }

    static bool is_call(Make make) { return make == Make::call; }
    static bool is_tool(Make make) { return make >= Make::acquire; }

    static bool statement_uses_tool(Statement const& each) {
        return each.what == Do::use_tool || each.what == Do::held;
    }

    template <typename T>
    void drop(std::size_t index, std::vector<T> Program::*list, bool (*is_of)(Make)) {
        bool const tools = is_of == is_tool;
        int const wanted = static_cast<int>(index);
        bool used = false;
        for_each_statement(program_, [&](Statement const& each) {
            used = used || uses(each.expression, wanted, is_of) ||
                   (tools && statement_uses_tool(each) && each.index == wanted);
        });
        if (used) return;
        Program copy = program_;
        (copy.*list).erase((copy.*list).begin() + wanted);
        edit_statements(copy, [&](Statement& each) {
            renumber(each.expression, wanted, is_of);
            if (tools && statement_uses_tool(each) && each.index > wanted) --each.index;
        });
        made_.push_back(std::move(copy));
    }

    static bool uses_callback(Statement const& each) {
        return each.what == Do::call_function || each.what == Do::call_soon || each.what == Do::call_later ||
               each.what == Do::done_callback || each.what == Do::done_callback_of_future;
    }

    void drop_callback(std::size_t index) {
        int const wanted = static_cast<int>(index);
        bool used = false;
        for_each_statement(program_, [&](Statement const& each) {
            used = used || (uses_callback(each) && each.number.value == wanted);
        });
        if (used) return;
        Program copy = program_;
        copy.callbacks.erase(copy.callbacks.begin() + wanted);
        edit_statements(copy, [&](Statement& each) {
            if (uses_callback(each) && each.number.value > wanted) --each.number.value;
        });
        made_.push_back(std::move(copy));
    }

    static bool uses(Expression const& expression, int index, bool (*is_of)(Make)) {
        if (is_of(expression.make) && expression.index == index) return true;
        return std::any_of(expression.of.begin(), expression.of.end(),
                           [&](Expression const& inner) { return uses(inner, index, is_of); });
    }

    static void renumber(Expression& expression, int above, bool (*is_of)(Make)) {
        if (is_of(expression.make) && expression.index > above) --expression.index;
        for (auto& inner : expression.of) renumber(inner, above, is_of);
    }

    template <typename Edit>
    static void edit_statements(Program& program, Edit const& edit) {
        for (auto* list : {&program.functions, &program.callbacks})
            for (auto& function : *list) edit_body(function.body, edit);
    }
    template <typename Edit>
    static void edit_body(Body& body, Edit const& edit) {
        for (auto& statement : body) {
            edit(statement);
            edit_body(statement.body, edit);
            edit_body(statement.handlers, edit);
            edit_body(statement.otherwise, edit);
        }
    }

    // One slot, future or handle fewer, if the last is unused.
    void drop_last(int Program::*count) {
        if (program_.*count == 0) return;
        Program copy = program_;
        --(copy.*count);
        if (is_whole(copy)) made_.push_back(std::move(copy));
    }

    Program const& program_;
    std::size_t place_ = 0;
    std::vector<Program> made_;
};

} // namespace

std::vector<Program> smaller(Program const& program) { return Steps(program).all(); }

Program shrink(Program program, StillFails const& still_fails) {
    constexpr std::size_t at_once = 48; // asking for several is cheaper than one by one
    for (;;) {
        auto const candidates = smaller(program);
        bool found = false;
        for (std::size_t from = 0; from < candidates.size() && !found; from += at_once) {
            auto const first = candidates.begin() + static_cast<std::ptrdiff_t>(from);
            auto const last =
                candidates.begin() + static_cast<std::ptrdiff_t>(std::min(from + at_once, candidates.size()));
            std::vector<Program> const asked(first, last);
            auto const fails = still_fails(asked);
            for (std::size_t i = 0; i < asked.size() && !found; ++i)
                if (fails[i]) {
                    program = asked[i];
                    found = true;
                }
        }
        if (!found) return program;
    }
}

} // namespace fuzz
