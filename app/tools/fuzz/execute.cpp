#include "tools/fuzz/execute.hpp"

#include "tools/fuzz/expression.hpp"

#include <memory>

namespace fuzz {
namespace {

enum class Flow : std::uint8_t { normal, raise, return_, break_, continue_ };

// How a statement or block ended.
struct Outcome {
    Flow flow = Flow::normal;
    std::exception_ptr error;
    Object value;
};

enum class Role : std::uint8_t { function, branch, loop, try_, handler, finally, timeout, group, held };

// A block that is being executed.
struct Block {
    Role role;
    std::vector<Statement> const* statements;
    Statement const* owner = nullptr; // the statement it is part of
    std::size_t next = 0;
    int passes_left = 0;          // of a loop, after this one
    std::exception_ptr handled{}; // of a handler
    Outcome pending{};            // of finally: what goes on after it
    std::unique_ptr<aio::Timeout> timeout{};
    std::unique_ptr<aio::TaskGroup> group{};
    std::unique_ptr<aio::Held<aio::LockState>> lock{};
    std::unique_ptr<aio::Held<aio::SemaphoreState>> semaphore{};
};

// Releases what it holds here, where that may throw.
template <typename Held>
void release(std::unique_ptr<Held>& held) {
    if (!held) return;
    Held const last = std::move(*held);
    held = nullptr;
}

// The blocks around the next statement, innermost last, and how the last one ended.
class Activation {
  public:
    Activation(Machine& machine, Function const& function, int n) : machine_(machine), n_(n) {
        enter(Role::function, function.body, nullptr);
    }

    Outcome outcome;

    Block& innermost() { return blocks_.back(); }
    bool must_leave() const {
        return outcome.flow != Flow::normal || blocks_.back().next == blocks_.back().statements->size();
    }
    Statement const& next() {
        Block& block = innermost();
        return (*block.statements)[block.next++];
    }
    Block leave() {
        Block block = std::move(blocks_.back());
        blocks_.pop_back();
        return block;
    }
    Block& enter(Role role, std::vector<Statement> const& statements, Statement const* owner) {
        blocks_.push_back({role, &statements, owner});
        return blocks_.back();
    }

    // Groups around, innermost first.
    aio::TaskGroup* const* groups() {
        groups_.clear();
        for (auto at = blocks_.rbegin(); at != blocks_.rend(); ++at)
            if (at->group) groups_.push_back(at->group.get());
        groups_.push_back(nullptr);
        return groups_.data();
    }

    // A statement that does not suspend.
    void execute(Statement const& statement) {
        switch (statement.what) {
        case Do::if_:
            if (machine_.holds(statement, n_))
                enter(Role::branch, statement.body, &statement);
            else if (!statement.otherwise.empty())
                enter(Role::branch, statement.otherwise, &statement);
            return;
        case Do::loop:
            if (statement.index > 0)
                enter(Role::loop, statement.body, &statement).passes_left = statement.index - 1;
            return;
        case Do::try_: enter(Role::try_, statement.body, &statement); return;
        case Do::timeout: {
            auto limit = std::make_unique<aio::Timeout>(aio::timeout(statement.delay));
            enter(Role::timeout, statement.body, &statement).timeout = std::move(limit);
            return;
        }
        case Do::group: {
            auto group = std::make_unique<aio::TaskGroup>();
            enter(Role::group, statement.body, &statement).group = std::move(group);
            return;
        }
        case Do::reraise: std::rethrow_exception(handled());
        case Do::return_: outcome = {Flow::return_, nullptr, Object(value_of(statement.number, n_))}; return;
        case Do::return_text: outcome = {Flow::return_, nullptr, Object(statement.text)}; return;
        case Do::break_: outcome = {Flow::break_, nullptr, {}}; return;
        case Do::continue_: outcome = {Flow::continue_, nullptr, {}}; return;
        default: machine_.execute(statement, n_, groups());
        }
    }

    void awaited(Statement const& statement, Object value) {
        if (statement.what == Do::print_awaited)
            aio::print(value);
        else if (statement.what == Do::return_awaited)
            outcome = {Flow::return_, nullptr, std::move(value)};
    }

    // Leaves the innermost block, which is no group.
    void settle() {
        Block block = leave();
        switch (block.role) {
        case Role::function:
        case Role::branch:
        case Role::group: return;
        case Role::loop: return settle_loop(block);
        case Role::try_:
            if (outcome.flow == Flow::raise && handle(*block.owner)) return;
            return begin_finally(*block.owner);
        case Role::handler: return begin_finally(*block.owner);
        case Role::finally:
            if (outcome.flow == Flow::normal) outcome = std::move(block.pending);
            return;
        case Role::timeout: aio::line(block.owner->line); return block.timeout->exit(outcome.error);
        case Role::held:
            aio::line(block.owner->line);
            release(block.lock);
            release(block.semaphore);
            return;
        }
    }

  private:
    void settle_loop(Block const& block) {
        bool const again = outcome.flow == Flow::normal || outcome.flow == Flow::continue_;
        if (again || outcome.flow == Flow::break_) outcome = {};
        if (!again) return;
        aio::line(block.owner->line);
        if (block.passes_left > 0)
            enter(Role::loop, block.owner->body, block.owner).passes_left = block.passes_left - 1;
    }

    bool handle(Statement const& statement) {
        for (auto const& handler : statement.handlers) {
            aio::line(handler.line);
            if (!catches(handler.error, outcome.error)) continue;
            enter(Role::handler, handler.body, &statement).handled = outcome.error;
            auto const error = std::exchange(outcome, {}).error;
            if (handler.named) {
                aio::line(handler.line + 1);
                aio::print(aio::repr(error));
            }
            return true;
        }
        return false;
    }

    void begin_finally(Statement const& statement) {
        if (statement.otherwise.empty()) return;
        enter(Role::finally, statement.otherwise, &statement).pending = std::exchange(outcome, {});
    }

    // What `raise` raises again: the exception of the innermost handler, or of a finally entered by one.
    std::exception_ptr handled() const {
        for (auto at = blocks_.rbegin(); at != blocks_.rend(); ++at) {
            if (at->role == Role::handler) return at->handled;
            if (at->role == Role::finally && at->pending.flow == Flow::raise) return at->pending.error;
        }
        return std::make_exception_ptr(aio::RuntimeError("No active exception to reraise"));
    }

    Machine& machine_;
    int n_;
    std::vector<Block> blocks_;
    std::vector<aio::TaskGroup*> groups_;
};

aio::WaitOptions options_of(Expression const& expression) {
    aio::WaitOptions options;
    options.timeout = expression.limit;
    if (expression.when == When::first_completed) options.return_when = aio::FIRST_COMPLETED;
    if (expression.when == When::first_exception) options.return_when = aio::FIRST_EXCEPTION;
    return options;
}

bool suspends(Statement const& statement) {
    return statement.what == Do::await_ || statement.what == Do::print_awaited ||
           statement.what == Do::return_awaited || statement.what == Do::held;
}

} // namespace

// The awaits stand here, in the coroutine itself, so that they are the library's own awaits; g++ 12 wants
// every temporary with a destructor to have a name (NOTES.md).
aio::Coro<Object> execute_function(aio::Label, Machine& machine, Function const& function, int n) {
    Activation at(machine, function, n);
    while (!(at.innermost().role == Role::function && at.must_leave())) {
        std::exception_ptr raised;
        try {
            if (at.must_leave()) {
                if (at.innermost().role == Role::group) {
                    Block block = at.leave();
                    aio::line(block.owner->line);
                    Outcome body = std::exchange(at.outcome, {});
                    auto leaving = block.group->exit(body.error);
                    co_await leaving;
                    if (body.flow != Flow::raise) at.outcome = std::move(body);
                } else {
                    at.settle();
                }
                continue;
            }
            Statement const& statement = at.next();
            aio::line(statement.line);
            if (!suspends(statement)) {
                at.execute(statement);
                continue;
            }
            if (statement.what == Do::held) {
                if (machine.is_semaphore(statement.index)) {
                    auto entering = machine.tool<aio::Semaphore>(statement.index).scoped();
                    auto held = co_await entering;
                    at.enter(Role::held, statement.body, &statement).semaphore =
                        std::make_unique<aio::Held<aio::SemaphoreState>>(std::move(held));
                } else {
                    auto entering = machine.scoped_lock(statement.index);
                    auto held = co_await entering;
                    at.enter(Role::held, statement.body, &statement).lock =
                        std::make_unique<aio::Held<aio::LockState>>(std::move(held));
                }
                continue;
            }
            Expression const& awaited = statement.expression;
            Object value;
            if (!machine.has_all(awaited)) {
                if (statement.what == Do::return_awaited) at.awaited(statement, {});
                continue;
            }
            if (statement.what == Do::await_ && !places_of(awaited).empty()) aio::line(statement.line + 1);
            switch (awaited.make) {
            case Make::sleep: {
                double const seconds = *awaited.limit;
                if (seconds == static_cast<int>(seconds)) {
                    co_await aio::sleep(static_cast<int>(seconds));
                } else {
                    co_await aio::sleep(seconds);
                }
                break;
            }
            case Make::wait: {
                auto futures = machine.futures_of(awaited);
                auto const options = options_of(awaited);
                auto waiting = aio::wait(std::move(futures), options);
                auto sets = co_await waiting;
                if (statement.what == Do::print_awaited) {
                    aio::print(sets.first.size(), sets.second.size());
                    continue;
                }
                break;
            }
            case Make::acquire:
                if (machine.is_semaphore(awaited.index)) {
                    auto acquiring = machine.tool<aio::Semaphore>(awaited.index).acquire();
                    bool const result = co_await acquiring;
                    value = Object(result);
                } else {
                    auto acquiring = machine.acquire_lock(awaited.index);
                    bool const result = co_await acquiring;
                    value = Object(result);
                }
                break;
            case Make::event_wait: {
                auto waiting = machine.tool<aio::Event>(awaited.index).wait();
                bool const result = co_await waiting;
                value = Object(result);
                break;
            }
            case Make::notify_wait: {
                auto waiting = machine.tool<aio::Condition>(awaited.index).wait();
                bool const result = co_await waiting;
                value = Object(result);
                break;
            }
            case Make::get: {
                auto getting = machine.tool<aio::Queue<int>>(awaited.index).get();
                int const item = co_await getting;
                value = Object(item);
                break;
            }
            case Make::put: {
                auto putting = machine.tool<aio::Queue<int>>(awaited.index).put(value_of(awaited.number, n));
                co_await putting;
                break;
            }
            case Make::join: {
                auto joining = machine.tool<aio::Queue<int>>(awaited.index).join();
                co_await joining;
                break;
            }
            case Make::barrier_wait: {
                auto waiting = machine.tool<aio::Barrier>(awaited.index).wait();
                std::int64_t const place = co_await waiting;
                value = Object(place);
                break;
            }
            default: {
                auto awaitable = machine.make(awaited, n, at.groups());
                value = co_await awaitable;
            }
            }
            at.awaited(statement, std::move(value));
        } catch (...) {
            raised = std::current_exception();
        }
        if (raised) at.outcome = {Flow::raise, std::move(raised), {}};
    }
    if (at.outcome.flow == Flow::raise) std::rethrow_exception(at.outcome.error);
    co_return at.outcome.value;
}

} // namespace fuzz
