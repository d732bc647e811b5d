# Puts uPlot into PAGES by `npm ci` in WORK; a failure is a warning.
#   cmake -DNPM=… -DSOURCE=… -DWORK=… -DPAGES=… -P fetch.cmake
if(EXISTS ${PAGES}/uplot.js AND ${PAGES}/uplot.js IS_NEWER_THAN ${SOURCE}/package-lock.json)
  return()
endif()
if(NOT NPM)
  message(WARNING "npm was not found: memprof will make no html pages")
  return()
endif()
file(MAKE_DIRECTORY ${WORK})
file(COPY ${SOURCE}/package.json ${SOURCE}/package-lock.json DESTINATION ${WORK})
execute_process(COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund
                WORKING_DIRECTORY ${WORK} RESULT_VARIABLE result OUTPUT_VARIABLE output
                ERROR_VARIABLE output TIMEOUT 120)
set(dist ${WORK}/node_modules/uplot)
if(result OR NOT EXISTS ${dist}/dist/uPlot.iife.min.js)
  message(WARNING "npm could not fetch uPlot, so memprof will make no html pages:\n${output}")
  return()
endif()
configure_file(${dist}/dist/uPlot.min.css ${PAGES}/uplot.css COPYONLY)
configure_file(${dist}/LICENSE ${PAGES}/uplot.license COPYONLY)
configure_file(${dist}/dist/uPlot.iife.min.js ${PAGES}/uplot.js COPYONLY)
file(TOUCH ${PAGES}/uplot.js)
