#include "replay/role.hpp"

namespace replay {

Role callback_role(std::string_view words) {
    if (words == "step") return Role::step;
    if (words == "wakeup") return Role::wakeup;
    if (words == "set_result") return Role::set_result;
    if (words == "gather") return Role::gather;
    if (words == "stop") return Role::stop;
    return words.empty() ? Role::unnamed : Role::other;
}

Role role_of(std::string_view words, trace::ObjectId whom) {
    Role const role = callback_role(words);
    return runs_a_task(role) && whom.type() != trace::ObjectType::task ? Role::other : role;
}

} // namespace replay
