# What `cmake --install` puts where: the libraries for other people's programs, and the program with what it needs
# (../share/awaitscope beside its folder; lessons/CMakeLists.txt installs the lessons).
include(CMakePackageConfigHelpers)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/awaitscope)
install(EXPORT awaitscope NAMESPACE awaitscope:: FILE awaitscopeTargets.cmake DESTINATION ${package_folder} COMPONENT library)
configure_package_config_file(${CMAKE_SOURCE_DIR}/cmake/awaitscopeConfig.cmake.in
  ${CMAKE_BINARY_DIR}/awaitscopeConfig.cmake INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/awaitscopeConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/awaitscopeConfig.cmake ${CMAKE_BINARY_DIR}/awaitscopeConfigVersion.cmake
        DESTINATION ${package_folder} COMPONENT library)

install(DIRECTORY ${CMAKE_SOURCE_DIR}/recorder/ DESTINATION ${CMAKE_INSTALL_DATADIR}/awaitscope/recorder
        FILES_MATCHING PATTERN "*.py" PATTERN "*.cpp" PATTERN "*.hpp" PATTERN "pyproject.toml" PATTERN "__pycache__" EXCLUDE)
if(TARGET awaitscope)
  install(TARGETS awaitscope RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
